import type { ReactNode } from 'react';
import { AskFirst } from './ask-first.js';

type ConfirmButtonProps = {
  readonly label: string;
  readonly icon: ReactNode;
  /** What is asked before anything happens; it names what it is about. */
  readonly question: string;
  /** What will happen, and what will not. */
  readonly explanation: string;
  readonly busy: boolean;
  readonly testId: string;
  readonly onConfirm: () => void;
};

/** A small button, for rows and cards, that asks first and explains in one sentence. */
export function ConfirmButton({ explanation, ...props }: ConfirmButtonProps) {
  return (
    <AskFirst {...props} size="xs">
      <p>{explanation}</p>
    </AskFirst>
  );
}
