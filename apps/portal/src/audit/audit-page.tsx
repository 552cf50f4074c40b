import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function AuditPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.audit'));
  return <Title order={1}>{t('navigation.audit')}</Title>;
}
