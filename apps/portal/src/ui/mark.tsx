import {
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconInfoSquareRounded,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Badge } from './badge.js';

/** Problem and notice differ in shape, word and colour: one needs a person, the other does not yet. */
export function Mark({ kind }: { kind: 'error' | 'notice' | 'resolved' }) {
  const { t } = useTranslation();
  if (kind === 'error')
    return (
      <Badge tone="red" icon={<IconAlertTriangleFilled size={14} aria-hidden />}>
        {t('mark.problem')}
      </Badge>
    );
  if (kind === 'notice')
    return (
      <Badge tone="amber" icon={<IconInfoSquareRounded size={14} aria-hidden />}>
        {t('mark.notice')}
      </Badge>
    );
  return (
    <Badge tone="grey" icon={<IconCircleCheck size={14} aria-hidden />}>
      {t('mark.resolved')}
    </Badge>
  );
}
