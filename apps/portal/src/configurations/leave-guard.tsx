import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AskDialog } from './ask-dialog.js';

/** Whether two addresses are of the same page: a tab or a step more is no leaving. */
type Place = { readonly pathname: string };
const leaves = (current: Place, next: Place): boolean => current.pathname !== next.pathname;

/** Asks before unsaved changes are left behind; closing the window asks in the browser's own words. */
export function LeaveGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved() && leaves(current, next),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  const isAsked = blocker.status === 'blocked';
  return (
    <AskDialog
      opened={isAsked}
      title={t('configurations.ask.leaveTitle')}
      yes={t('configurations.ask.leave')}
      no={t('configurations.ask.stay')}
      testId="leave"
      onYes={() => isAsked && blocker.proceed()}
      onNo={() => isAsked && blocker.reset()}
    >
      <p>{t('configurations.ask.leaveText')}</p>
    </AskDialog>
  );
}
