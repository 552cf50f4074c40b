import { useRouterState } from '@tanstack/react-router';

/** The token behind `#` in the address: browsers send that part to nobody, so no server or proxy logs it. */
export const useOneTimeToken = (): string =>
  useRouterState({ select: ({ location }) => location.hash.replace(/^#/, '') });
