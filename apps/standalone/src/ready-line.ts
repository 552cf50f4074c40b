/** Where everything is, once the product is ready. Parts that do not run are `null`. */
export type Ready = {
  readonly portal: string;
  readonly pixi: string | null;
  readonly unzer: string | null;
  readonly smtp: string | null;
  readonly control: string | null;
  readonly errorPage: string | null;
  /** The one-time link that creates the first organisation and admin; `null`: somebody can sign in, or portal-api printed it. */
  readonly setUp: string | null;
  readonly login: { readonly email: string; readonly password: string } | null;
};

/** The one line of `--json`. */
export const readyLine = (ready: Ready): string => JSON.stringify({ ready: true, ...ready });

/** What a person sees. */
export function banner(ready: Ready, logFile: string): string {
  const rows: [string, string][] = [['Portal', ready.portal]];
  if (ready.login !== null) {
    rows.push(['', `${ready.login.email}   password ${ready.login.password}`]);
  }
  if (ready.setUp !== null) {
    rows.push(['Set up', ready.setUp]);
    rows.push(['', 'Open it to create the first organisation and its admin. It works once;']);
    rows.push(['', 'the next start prints a new one as long as nobody can sign in.']);
  }
  if (ready.errorPage !== null) rows.push(['Error page', `${ready.errorPage}   (no login)`]);
  if (ready.control !== null) {
    rows.push(['Sandbox', `pixi ${ready.pixi}   Unzer ${ready.unzer}   mail ${ready.smtp}`]);
    rows.push(['', `control ${ready.control}`]);
  }
  rows.push(['Log', logFile]);
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  return ['', 'Abgleich is running.', '', ...lines, '', '  Ctrl-C stops it.', ''].join('\n');
}
