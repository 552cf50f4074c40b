import type { Product } from './product.js';

/** The portal's interface as the signed-in demo admin sees it. Throws with the answer when it is not 2xx. */
export class SignedIn {
  private constructor(
    readonly portal: string,
    readonly cookie: string,
  ) {}

  static async to({ ready }: Product): Promise<SignedIn> {
    const answer = await fetch(`${ready.portal}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ready.portal },
      body: JSON.stringify(ready.login),
    });
    if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
    return new SignedIn(ready.portal, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }

  get = (path: string): Promise<unknown> => this.#call('GET', path);
  post = (path: string): Promise<unknown> => this.#call('POST', path);

  async #call(method: string, path: string): Promise<unknown> {
    const headers = { cookie: this.cookie, origin: this.portal };
    const answer = await fetch(this.portal + path, { method, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}
