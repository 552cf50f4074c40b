import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function OverviewPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.overview'));
  return <Title order={1}>{t('navigation.overview')}</Title>;
}
