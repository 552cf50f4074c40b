import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OutsideFrame } from './outside-frame.js';
import { RefusalAlert } from './refusal-alert.js';
import { outsideRefusal } from './outside-refusal.js';

/** While a link is looked up, or when it could not be. */
export function OutsideLoading({ title, error }: { title: string; error: Error | null }) {
  const { t } = useTranslation();
  const refusal = outsideRefusal(error, t);
  return (
    <OutsideFrame title={title}>
      <RefusalAlert testId="outside-refused">{refusal}</RefusalAlert>
      {refusal === null && <Skeleton height={180} aria-label={t('app.loading')} />}
    </OutsideFrame>
  );
}
