import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';

export function SetupCheckPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.setupCheck'));
  return <Title order={1}>{t('navigation.setupCheck')}</Title>;
}
