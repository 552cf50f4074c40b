import { ActionIcon, Loader } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import type { HandbookChapter, HandbookSection } from './handbook.js';
import classes from './handbook-panel.module.css';
import { handbookQuery } from './handbook-query.js';
import { HandbookText } from './handbook-text.js';
import type { HandbookPlace } from './places.js';

type Props = { readonly place: HandbookPlace; readonly onClose: () => void };

/** What the manual says about the page, beside the page. The work on the page goes on; nothing is lost. */
export function HandbookPanel({ place, onClose }: Props) {
  const { t } = useTranslation();
  const { data: chapters } = useQuery(handbookQuery(useLanguage()));
  const chapter = chapters?.find(({ id }) => id === place.chapter);
  const putAway = (pressed: KeyboardEvent) => {
    if (pressed.key === 'Escape') onClose();
  };
  return (
    <aside
      id="handbook-panel"
      className={classes.panel}
      aria-label={t('handbook.open')}
      onKeyDown={putAway}
      data-testid="handbook-panel"
    >
      <div className={classes.top}>
        <span className={classes.chapter}>{chapter?.title ?? t('handbook.title')}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--ink)"
          onClick={onClose}
          aria-label={t('handbook.close')}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {chapter === undefined ? (
        <Loader size="sm" aria-label={t('app.loading')} />
      ) : (
        <Passage chapter={chapter} section={place.section} />
      )}
    </aside>
  );
}

type PassageProps = { readonly chapter: HandbookChapter; readonly section: string | null };

/** The place that is meant, and the way to the whole chapter. The heading takes the focus: there the reading begins. */
function Passage({ chapter, section }: PassageProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const parts = partsAt(chapter, section);
  const title = parts[0]?.title;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h2>
      {parts.map(({ anchor, title: partTitle, html }, at) => (
        <div key={anchor}>
          {at > 0 && <h3 className={classes.subtitle}>{partTitle}</h3>}
          <HandbookText html={html} />
        </div>
      ))}
      <p>
        <Link
          to="/handbuch/$chapter"
          params={{ chapter: chapter.id }}
          {...(section !== null && { hash: section })}
        >
          {t('handbook.whole')}
        </Link>
      </p>
    </>
  );
}

type Shown = Pick<HandbookSection, 'anchor' | 'title' | 'html'>;

/** The heading that is meant with everything below it; without one, how the chapter begins. */
function partsAt({ title, html, sections }: HandbookChapter, anchor: string | null): Shown[] {
  const from = sections.findIndex((section) => section.anchor === anchor);
  if (from < 0) return [{ anchor: 'chapter', title, html }];
  const beyond = sections.findIndex(({ depth }, at) => at > from && depth === 2);
  return sections.slice(from, beyond < 0 ? sections.length : beyond);
}
