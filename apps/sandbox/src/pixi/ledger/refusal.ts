/** Why pixi says no, apart from the words: decides how a caller is told. */
export type RefusalReason = 'unknown' | 'already' | 'state' | 'invalid';

/** pixi refuses; nothing was changed. The message is pixi's own sentence, without the procedure's name. */
export class PixiRefusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}

export function refuse(reason: RefusalReason, sentence: string): never {
  throw new PixiRefusal(reason, sentence);
}
