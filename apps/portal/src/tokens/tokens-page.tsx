import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function TokensPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.tokens'));
  return <Title order={1}>{t('navigation.tokens')}</Title>;
}
