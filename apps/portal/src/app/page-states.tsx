import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function PageMessage({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <Center component="main" id="content" mih="60vh" p="lg">
      <Stack align="flex-start" maw={480} gap="sm">
        <Title order={1}>{title}</Title>
        <Text>{text}</Text>
        {action}
      </Stack>
    </Center>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <PageMessage
      title={t('failure.notFoundTitle')}
      text={t('failure.notFound')}
      action={<Link to="/auftraege">{t('failure.toOrders')}</Link>}
    />
  );
}

/** Shown when a page itself breaks: a chunk that no longer exists after an upgrade, or a mistake of ours. */
export function PageFailure(_props: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <PageMessage
      title={t('failure.pageTitle')}
      text={t('failure.page')}
      action={<Button onClick={() => window.location.reload()}>{t('failure.reload')}</Button>}
    />
  );
}

export function PagePending() {
  const { t } = useTranslation();
  return (
    <Center mih="50vh">
      <Loader size="sm" aria-label={t('app.loading')} />
    </Center>
  );
}
