import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function ConnectionsPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.connections'));
  return <Title order={1}>{t('navigation.connections')}</Title>;
}
