import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function UsersPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.users'));
  return <Title order={1}>{t('navigation.users')}</Title>;
}
