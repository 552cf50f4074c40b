import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function ErrorLinkPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.errorLink'));
  return <Title order={1}>{t('navigation.errorLink')}</Title>;
}
