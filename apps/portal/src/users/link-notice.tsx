import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkDelivery } from '@abgleich/contracts';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { faultText } from '../texts/fault-text.js';
import { CopyValue } from '../ui/copy-value.js';

/** How a one-time link gets to its reader: by e-mail, or through the admin who reads it here, once. Takes the focus, because it is what counts now. */
export function LinkNotice({ delivery }: { delivery: LinkDelivery | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [delivery]);
  if (delivery === null) return null;
  const { to } = delivery;
  const until = formatMoment(delivery.expiresAt, language);
  const text = { color: 'var(--ink)' };
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      mt="md"
      color={delivery.kind === 'mailed' ? 'green' : 'yellow'}
      icon={<IconInfoCircle size={18} aria-hidden />}
      title={delivery.kind === 'shown' ? t('accounts.link.shownTitle') : undefined}
      styles={{ title: text, message: text }}
      role="status"
      data-testid={`link-${delivery.kind}`}
    >
      {delivery.kind === 'mailed' ? (
        t('accounts.link.mailed', { to, until })
      ) : (
        <>
          <p style={{ marginTop: 0 }}>{t('accounts.link.shown', { to, until })}</p>
          <CopyValue value={delivery.link} name={t('accounts.link.name')} />
          {delivery.code !== null && (
            <p style={{ marginBottom: 0 }}>
              {t('accounts.link.why', { why: faultText(delivery.code, language) })}
            </p>
          )}
        </>
      )}
    </Alert>
  );
}
