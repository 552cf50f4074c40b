import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import classes from './handbook-text.module.css';

/** A piece of the manual. Its HTML is made from our own files at build time and holds no script and no style. */
export function HandbookText({ html }: { html: string }) {
  const router = useRouter();
  // Links to other chapters stay in the page; a click that wants a new tab gets one.
  const follow = (click: MouseEvent<HTMLDivElement>) => {
    const link = click.target instanceof Element ? click.target.closest('a') : null;
    if (link === null || link.origin !== window.location.origin) return;
    if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey) return;
    click.preventDefault();
    void router.navigate({ href: link.pathname + link.hash });
  };
  if (html === '') return null;
  return (
    <div className={classes.text} onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
