import type { SessionAnswer } from '@abgleich/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { accountQuery, changeAccount } from '../api/account.js';
import { sessionQuery } from '../api/session.js';
import type { Language } from '../format/locale.js';

/** Keeps the language of somebody signed in at their account. When that fails it still holds on this device. */
export function useKeptLanguage(
  session: SessionAnswer | null | undefined,
): (language: Language) => void {
  const client = useQueryClient();
  return (language) => {
    if (!session || session.user.language === language) return;
    changeAccount({ name: session.user.name, language }).then(
      (changed) => {
        client.setQueryData(sessionQuery.queryKey, changed);
        void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      },
      () => undefined,
    );
  };
}
