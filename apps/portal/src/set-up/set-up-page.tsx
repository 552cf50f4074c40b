import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function SetUpPage() {
  const { t } = useTranslation();
  usePageTitle(t('app.name'));
  return <Title order={1}>{t('app.name')}</Title>;
}
