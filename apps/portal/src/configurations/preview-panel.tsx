import {
  beatsOf,
  methodTitle,
  type PaymentMethodCode,
  PREVIEW_ORDER,
  PREVIEW_SITUATIONS,
  type PreviewSituation,
  policySchema,
  runPreview,
  instant,
} from '@abgleich/domain';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../format/amount.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './configurations.module.css';
import { methodCodeOf } from './method-code.js';
import { PreviewStory } from './preview-story.js';
import type { FormValues } from './settings.js';

/** "Was passiert bei …?": the rules themselves, run here in the page with what the form holds. */
export function PreviewPanel({ seenMethod }: { seenMethod: string | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { control } = useFormContext<FormValues>();
  const [chosen, active] = useWatch({ control, name: ['method', 'active'] });
  const name = chosen ?? seenMethod;
  const method = name === null ? null : methodCodeOf(name);
  const amounts = {
    total: formatAmount(PREVIEW_ORDER.total, language),
    first: formatAmount(PREVIEW_ORDER.first, language),
    second: formatAmount(PREVIEW_ORDER.second, language),
  };
  return (
    <aside className={classes.preview} aria-labelledby="preview-title" data-testid="preview">
      <h2 id="preview-title" className={classes.sectionTitle}>
        {t('configurations.preview.title')}
        {name !== null && (
          <span className={classes.previewMethod}>{methodTitle(name, language)}</span>
        )}
      </h2>
      <p className={classes.sectionHint}>{t('configurations.preview.intro', amounts)}</p>
      {!active && <p className={classes.quiet}>{t('configurations.preview.off')}</p>}
      {method === null ? (
        <p className={classes.previewMissing}>{t('configurations.preview.methodMissing')}</p>
      ) : (
        <Situations method={method} />
      )}
    </aside>
  );
}

function Situations({ method }: { method: PaymentMethodCode }) {
  const { t } = useTranslation();
  const { control } = useFormContext<FormValues>();
  const [policy, eventInvoice, eventReturn] = useWatch({
    control,
    name: ['policy', 'bookingCodeInvoice', 'bookingCodeReturn'],
  });
  const [wanted, setWanted] = useState<PreviewSituation>('good');
  const [now] = useState(() => instant(Date.now()));
  const offered = PREVIEW_SITUATIONS.filter((one) => beatsOf(one, method) !== null);
  const situation = offered.includes(wanted) ? wanted : (offered[0] ?? 'good');
  const known = policySchema.safeParse(policy);
  const preview = known.success ? runPreview({ method, situation, policy: known.data, now }) : null;
  return (
    <>
      <NativeSelect
        label={t('configurations.preview.choose')}
        value={situation}
        onChange={(event) => {
          const next = offered.find((one) => one === event.currentTarget.value);
          if (next !== undefined) setWanted(next);
        }}
        data-testid="preview-situation"
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {t(`configurations.preview.situation.${one}`)}
          </option>
        ))}
      </NativeSelect>
      <div aria-live="polite" data-testid="preview-story" data-situation={situation}>
        {preview === null ? (
          <p className={classes.previewMissing}>{t('configurations.preview.invalid')}</p>
        ) : (
          <PreviewStory preview={preview} events={{ eventInvoice, eventReturn }} />
        )}
      </div>
    </>
  );
}
