import { SETUP_REASONS } from '@abgleich/domain';
import type { SetupFindingView } from '@abgleich/contracts';
import type { TFunction } from 'i18next';
import { setupCheck as german } from '../i18n/de/setup-check.js';

const ENVIRONMENTS = ['test', 'production'] as const;

/** What is so, and what to do about it; no `todo` where nothing is to be done. */
export function findingText(
  t: TFunction,
  { reason, params }: Pick<SetupFindingView, 'reason' | 'params'>,
): { readonly what: string; readonly todo: string | null } {
  const environment = ENVIRONMENTS.find((one) => one === params['environment']);
  const values = {
    ...params,
    ...(environment === undefined
      ? {}
      : { environment: t(`setupCheck.environment.${environment}`) }),
  };
  // Every reason has a sentence; each takes its own few of the values.
  const what = t(`setupCheck.what.${reason}` as 'setupCheck.what.keys-mixed', values);
  if (!Object.hasOwn(german.todo, reason)) return { what, todo: null };
  const key = `setupCheck.todo.${reason}` as 'setupCheck.todo.keys-mixed'; // looked up just before
  return { what, todo: t(key, values) };
}

/** Reasons that ask for something to be done, for the spec of the texts. */
export const REASONS_WITH_WORK = Object.entries(SETUP_REASONS)
  .filter(([, state]) => state !== 'ok')
  .map(([reason]) => reason);
