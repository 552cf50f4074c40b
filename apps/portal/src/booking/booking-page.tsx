import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function BookingPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.booking'));
  return <Title order={1}>{t('navigation.booking')}</Title>;
}
