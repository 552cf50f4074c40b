import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';

/** The configuration as it was when something was decided; only its version where the configuration itself is not known. */
export function ConfigurationLink({ id, version }: { id: string | null; version: number }) {
  const { t } = useTranslation();
  const { history } = useRouter();
  const words = t('timeline.configuration', { version });
  if (id === null) return words;
  const href = `/konfiguration/${encodeURIComponent(id)}?version=${version}`;
  const follow = (click: MouseEvent) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    history.push(href);
  };
  return (
    <a href={href} onClick={follow} data-testid="configuration-link">
      {words}
    </a>
  );
}
