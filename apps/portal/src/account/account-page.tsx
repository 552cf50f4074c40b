import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function AccountPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.account'));
  return <Title order={1}>{t('navigation.account')}</Title>;
}
