import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../api/session.js';
import { forgetChoice } from '../i18n/start-texts.js';
import { OutsideFrame } from '../ui/outside-frame.js';
import { CodeForm } from './code-form.js';
import { PasswordForm } from './password-form.js';

/** Signing in: address and password, then a code where a second factor is in force. */
export function SignInPage() {
  const { t } = useTranslation();
  useForgetting();
  const { next, ended } = useSearch({ from: '/anmelden' });
  const [proven, setProven] = useState<Credentials | null>(null);
  return (
    <OutsideFrame title={t(proven === null ? 'signIn.title' : 'signIn.codeTitle')}>
      {proven === null ? (
        <PasswordForm next={next} ended={ended === true} onCodeNeeded={setProven} />
      ) : (
        <CodeForm credentials={proven} next={next} onBack={() => setProven(null)} />
      )}
    </OutsideFrame>
  );
}

/** Whoever comes to this page has left or was sent away: nothing they read stays for the next person at this screen. */
function useForgetting(): void {
  const client = useQueryClient();
  useEffect(() => {
    client.clear();
    forgetChoice();
  }, [client]);
}
