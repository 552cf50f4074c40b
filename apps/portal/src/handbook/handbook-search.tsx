import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandbookChapter } from './handbook.js';
import classes from './handbook-page.module.css';
import { searchHandbook } from './search-handbook.js';

type FieldProps = { readonly asked: string; readonly onAsk: (asked: string) => void };

/** Looks for words in the whole manual while somebody types. */
export function SearchField({ asked, onAsk }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="search"
      label={t('handbook.search')}
      placeholder={t('handbook.searchPlaceholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={asked}
      onChange={(event) => onAsk(event.currentTarget.value)}
      data-testid="handbook-search"
    />
  );
}

type HitsProps = {
  readonly chapters: readonly HandbookChapter[];
  readonly asked: string;
  readonly onOpen: () => void;
};

/** What was found, best first; says so aloud when nothing was. */
export function SearchHits({ chapters, asked, onOpen }: HitsProps) {
  const { t } = useTranslation();
  const words = useDeferredValue(asked);
  const hits = searchHandbook(chapters, words);
  return (
    <div data-testid="handbook-hits">
      <p role="status" className={classes.found}>
        {hits.length === 0
          ? t('handbook.nothing', { asked: words })
          : t('handbook.found', { count: hits.length })}
      </p>
      <ul className={classes.hits}>
        {hits.map((hit) => (
          <li key={`${hit.chapterId}#${hit.anchor ?? ''}`}>
            <Link
              to="/handbuch/$chapter"
              params={{ chapter: hit.chapterId }}
              {...(hit.anchor !== null && { hash: hit.anchor })}
              onClick={onOpen}
            >
              {hit.title}
            </Link>
            {hit.anchor !== null && <span className={classes.hitOf}>{hit.chapterTitle}</span>}
            <p>{hit.excerpt}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
