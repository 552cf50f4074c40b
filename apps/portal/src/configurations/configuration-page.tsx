import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function ConfigurationPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.configurations'));
  return <Title order={1}>{t('navigation.configurations')}</Title>;
}
