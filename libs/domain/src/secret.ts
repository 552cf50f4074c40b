const hidden = new WeakMap<Secret, string>();

/** A value that must not reach logs, events, answers or mails. Prints as `***` however it is printed. */
export class Secret {
  constructor(value: string) {
    hidden.set(this, value);
  }
  /** The value itself. Call it only where the value leaves for its one purpose. */
  reveal(): string {
    return hidden.get(this) ?? '';
  }
  toString(): string {
    return '***';
  }
  toJSON(): string {
    return '***';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}
