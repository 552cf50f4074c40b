import type { SessionAnswer } from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { changeAccount } from '../api/account.js';
import { sessionQuery, signIn } from '../api/session.js';
import { followLanguage } from '../i18n/start-texts.js';

/** Takes over a new session with the user's language and goes on to a page. */
export function useBegin(): (session: SessionAnswer, to: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (session, to) => {
    client.clear();
    client.setQueryData(sessionQuery.queryKey, session);
    const chosen = await followLanguage(session.user.language);
    // Somebody who chose a language a moment ago means it; that it could not be kept is no reason to stop them.
    if (chosen !== null)
      await changeAccount({ name: session.user.name, language: chosen }).catch(() => undefined);
    router.history.push(to);
  };
}

/** Signs in and goes where the person wanted to go. */
export function useEntering(next: string | undefined) {
  const begin = useBegin();
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => begin(session, next ?? '/uebersicht'),
  });
}
