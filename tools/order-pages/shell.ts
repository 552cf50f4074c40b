import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The order a story is about, as its commands know it. */
export type Bought = { readonly order: string; readonly payment: string };

const DONE = '=== done:';
const COMMANDS_MS = 30_000;

/** A reader's terminal: runs blocks of commands one after the other; a command that fails ends it. */
export class Shell {
  readonly #bash: ChildProcessWithoutNullStreams;
  #said = '';

  constructor(stage: string, control: string) {
    this.#bash = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail']);
    this.#bash.stderr.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    // A reader's sandbox is at the default ports, this one is not.
    this.#bash.stdin.write(`${stage}\ncontrol=${control}\n`);
  }

  /** Runs the commands; gives the order they were about. Throws with what was said when one of them fails. */
  async run(commands: string): Promise<Bought> {
    const lines = createInterface({ input: this.#bash.stdout });
    const done = new Promise<Bought>((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#failed(commands, 'took too long')), COMMANDS_MS);
      lines.on('line', (line) => {
        this.#said += `${line}\n`;
        if (!line.startsWith(DONE)) return;
        clearTimeout(timer);
        const [order = '', payment = ''] = line.slice(DONE.length).trim().split(' ');
        resolve({ order, payment });
      });
      this.#bash.once('exit', () => {
        clearTimeout(timer);
        reject(this.#failed(commands, 'failed'));
      });
    });
    this.#bash.stdin.write(`${commands}\necho; echo "${DONE} $order $payment"\n`);
    try {
      return await done;
    } finally {
      lines.close();
    }
  }

  end(): void {
    this.#bash.removeAllListeners('exit');
    this.#bash.stdin.end();
  }

  #failed(commands: string, how: string): Error {
    return new Error(`These commands of a page ${how}:\n${commands}\n${this.#said}`);
  }
}
