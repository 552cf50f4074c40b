import { Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFailure, PagePending } from '../app/page-states.js';
import { usePageTitle } from '../app/use-page-title.js';
import { useLanguage } from '../i18n/use-language.js';
import { ChapterView } from './handbook-chapter.js';
import type { HandbookChapter } from './handbook.js';
import classes from './handbook-page.module.css';
import { handbookQuery } from './handbook-query.js';
import { SearchField, SearchHits } from './handbook-search.js';
import { textOf } from './search-handbook.js';

/** The manual: all chapters at the side, and the one that is open, what was found, or an overview. */
export function HandbookPage() {
  const { t } = useTranslation();
  const { data: chapters, error, isPending } = useQuery(handbookQuery(useLanguage()));
  const { chapter: id } = useParams({ strict: false });
  const [asked, setAsked] = useState('');
  useEffect(() => setAsked(''), [id]);
  const open = chapters?.find((one) => one.id === id);
  usePageTitle(open === undefined ? t('handbook.title') : open.title);
  if (isPending) return <PagePending />;
  if (error !== null) return <PageFailure error={error} reset={() => undefined} />;
  const onOpen = () => setAsked('');
  const unknown = id !== undefined && open === undefined;
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <SearchField asked={asked} onAsk={setAsked} />
        {open !== undefined && <Contents chapters={chapters} />}
      </div>
      <div className={classes.content}>
        <HandbookContent {...{ chapters, open, asked, unknown, onOpen }} />
      </div>
    </div>
  );
}

type ContentProps = {
  readonly chapters: readonly HandbookChapter[];
  readonly open: HandbookChapter | undefined;
  readonly asked: string;
  readonly unknown: boolean;
  readonly onOpen: () => void;
};

function HandbookContent({ chapters, open, asked, unknown, onOpen }: ContentProps) {
  const { t } = useTranslation();
  if (asked.trim() !== '')
    return (
      <>
        <Title order={1}>{t('handbook.results')}</Title>
        <SearchHits {...{ chapters, asked, onOpen }} />
      </>
    );
  if (open === undefined)
    return (
      <>
        <Title order={1}>{t('handbook.title')}</Title>
        <p className={classes.lead}>{t(unknown ? 'handbook.unknown' : 'handbook.lead')}</p>
        <Summaries chapters={chapters} />
      </>
    );
  const at = chapters.indexOf(open);
  return <ChapterView chapter={open} previous={chapters[at - 1]} next={chapters[at + 1]} />;
}

/** All chapters; on small screens folded away, so that the text comes first. */
function Contents({ chapters }: { chapters: readonly HandbookChapter[] }) {
  const { t } = useTranslation();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const list = (
    <ol className={classes.contents}>
      {chapters.map(({ id, title }) => (
        <li key={id}>
          <Link to="/handbuch/$chapter" params={{ chapter: id }} className={classes.chapterLink}>
            {title}
          </Link>
        </li>
      ))}
    </ol>
  );
  return (
    <nav aria-label={t('handbook.contents')}>
      {wide ? (
        list
      ) : (
        <details>
          <summary className={classes.fold}>{t('handbook.contents')}</summary>
          {list}
        </details>
      )}
    </nav>
  );
}

/** Each chapter with the first sentence of it. */
function Summaries({ chapters }: { chapters: readonly HandbookChapter[] }) {
  return (
    <ol className={classes.summaries}>
      {chapters.map(({ id, title, html }) => (
        <li key={id}>
          <Link to="/handbuch/$chapter" params={{ chapter: id }}>
            {title}
          </Link>
          <p>{textOf(html.split('</p>')[0] ?? '')}</p>
        </li>
      ))}
    </ol>
  );
}
