import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandbookChapter } from './handbook.js';
import { HandbookText } from './handbook-text.js';
import classes from './handbook-page.module.css';

type Props = {
  readonly chapter: HandbookChapter;
  readonly previous: HandbookChapter | undefined;
  readonly next: HandbookChapter | undefined;
};

/** One chapter with what it is made of, and the ways on. */
export function ChapterView({ chapter, previous, next }: Props) {
  const { t } = useTranslation();
  useJump(chapter);
  const top = chapter.sections.filter(({ depth }) => depth === 2);
  return (
    <article className={classes.article} data-testid="handbook-chapter">
      <Title order={1}>{chapter.title}</Title>
      <HandbookText html={chapter.html} />
      {top.length > 1 && (
        <nav aria-label={t('handbook.onThisPage')} className={classes.onThisPage}>
          <p>{t('handbook.onThisPage')}</p>
          <ul>
            {top.map(({ anchor, title }) => (
              <li key={anchor}>
                <Link to="/handbuch/$chapter" params={{ chapter: chapter.id }} hash={anchor}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chapter.sections.map(({ anchor, title, depth, html }) => (
        <section key={anchor} aria-labelledby={anchor}>
          <Title order={depth} id={anchor} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          <HandbookText html={html} />
        </section>
      ))}
      <nav aria-label={t('handbook.paging')} className={classes.paging}>
        {previous && <Neighbour chapter={previous} label={t('handbook.previous')} />}
        {next && <Neighbour chapter={next} label={t('handbook.next')} />}
      </nav>
    </article>
  );
}

function Neighbour({ chapter, label }: { chapter: HandbookChapter; label: string }) {
  return (
    <Link to="/handbuch/$chapter" params={{ chapter: chapter.id }} className={classes.neighbour}>
      <span>{label}</span> {chapter.title}
    </Link>
  );
}

/** The chapter arrives after the page: whoever came for a heading is taken there then. */
function useJump(chapter: HandbookChapter): void {
  useEffect(() => {
    const wanted = decodeURIComponent(window.location.hash.slice(1));
    if (wanted !== '') document.getElementById(wanted)?.scrollIntoView();
  }, [chapter]);
}
