import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function MailAccountPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.mailAccount'));
  return <Title order={1}>{t('navigation.mailAccount')}</Title>;
}
