import { useEffect } from 'react';

export const SEARCH_FIELD_ID = 'orders-search';
const ORDER_LINKS = '[data-order-link]';

/** `/` goes to the search, `j` and `k` to the next and previous order; Enter opens it because it is a link. */
export function useOrderKeys(): void {
  useEffect(() => {
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || isTyping(pressed.target)) return;
      if (pressed.key === '/') {
        document.getElementById(SEARCH_FIELD_ID)?.focus();
        pressed.preventDefault();
      } else if (pressed.key === 'j') focusOrder(1);
      else if (pressed.key === 'k') focusOrder(-1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function focusOrder(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(ORDER_LINKS)];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next]?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
