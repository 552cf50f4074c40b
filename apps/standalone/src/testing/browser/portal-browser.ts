import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium,
} from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A busy machine is slow; a page that needs longer than this is broken. */
const WAIT_MS = 45_000;
/** The browser reports these answers itself, although the portal asks on purpose and handles them. */
const HANDLED = [
  // Polls of a page whose session ended elsewhere: it leads to the sign-in.
  { status: 401, path: /^\/api\/(session|booking)$/ },
  { status: 404, path: /^\/api\/errors\// },
  { status: 404, path: /^\/api\/(invitations|password-resets|set-up)(\/|$)/ },
  { status: 409, path: /^\/api\/users\// },
  { status: 422, path: /^\/api\/account\// },
];

const DESK = { width: 1280, height: 800 };

/** What came over the network: the bodies of all answers but pictures and styles. */
export type Heard = { readonly url: string; readonly body: string };

/** Chromium against the portal. Remembers what the pages complained about, whatever story they belong to. */
export class PortalBrowser {
  /** Console errors and uncaught exceptions of every page, without the refusals that the portal handles. */
  readonly complaints: string[] = [];
  #session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;

  private constructor(
    readonly browser: Browser,
    readonly portal: string,
  ) {}

  static async launch(portal: string): Promise<PortalBrowser> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? CHROMIUM;
    return new PortalBrowser(await chromium.launch({ executablePath, args: ARGUMENTS }), portal);
  }

  /** A page of somebody who never was here: German, light, a desk's screen unless said otherwise. */
  async stranger(options: BrowserContextOptions = {}): Promise<Page> {
    const calm = { viewport: DESK, locale: 'de-DE', reducedMotion: 'reduce' } as const;
    const context = await this.browser.newContext({ baseURL: this.portal, ...calm, ...options });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    this.#listen(page);
    return page;
  }

  /** A page of somebody signed in; the first one signs in through the form, the others come back. */
  async member(
    login: { email: string; password: string },
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    if (this.#session === undefined) {
      const page = await this.stranger();
      await page.goto('/');
      await signIn(page, login);
      this.#session = await page.context().storageState();
      await page.context().close();
    }
    return this.stranger({ ...options, storageState: this.#session });
  }

  /** The secret that the browser of a member holds. */
  sessionToken(): string {
    const { cookies = [] } = this.#session ?? {};
    return cookies.find(({ httpOnly }) => httpOnly)?.value ?? '';
  }

  /** Ends every visit; who is signed in stays so for the next one. */
  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  close = (): Promise<void> => this.browser.close();

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const text = message.text();
      const path = pathOf(message.location().url);
      const status = Number(/^Failed to load resource: .* status of (\d+)/.exec(text)?.[1]);
      if (HANDLED.some((one) => one.status === status && one.path.test(path))) return;
      this.complaints.push(`${page.url()}: ${text} (${path})`);
    });
  }
}

/** Fills in the form and waits for what comes after it. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByTestId('sign-in').click();
  await page.waitForURL(({ pathname }) => pathname !== '/anmelden');
}

/** Keeps every text answer that the page gets from now on; call the result to read them all. */
export function hear(page: Page): () => Promise<Heard[]> {
  const answers: Promise<Heard>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (!/html|json|javascript/.test(type)) return;
    const url = response.url();
    answers.push(
      response.text().then(
        (body) => ({ url, body }),
        () => ({ url, body: '' }), // an answer that the page itself gave up
      ),
    );
  });
  return () => Promise.all(answers);
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
