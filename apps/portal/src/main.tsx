import '@mantine/core/styles.css';
import './app/global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '@abgleich/domain';
import { createQueryClient } from './app/query-client.js';
import { createPortalRouter } from './app/router.js';
import { theme } from './app/theme.js';
import { startTexts } from './i18n/start-texts.js';

/** The server puts a fresh nonce into each page; style elements without it are refused by the page's policy. */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content;

await startTexts();
const queryClient = createQueryClient();
const router = createPortalRouter(queryClient);
const root = document.getElementById('root');
invariant(root, 'index.html has an element with the id "root"');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce ?? ''}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
