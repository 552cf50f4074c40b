import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function HandbookPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.handbook'));
  return <Title order={1}>{t('navigation.handbook')}</Title>;
}
