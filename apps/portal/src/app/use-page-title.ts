import { useEffect } from 'react';

/** Names the page in the tab, most telling part first. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Abgleich`;
  }, [title]);
}
