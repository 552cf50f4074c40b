import { Input } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './form-field.module.css';
import { Toggletip } from './toggletip.js';

/** What the input inside gets, so that screen readers hear its hint and its error. */
export type FieldInput = {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly error: boolean;
};
type FormFieldProps = {
  readonly label: string;
  /** What is needed to fill it; always to be seen. */
  readonly hint: string;
  /** Example, consequence, default; behind the "?". */
  readonly help: string;
  readonly error?: string | undefined;
  readonly children: (input: FieldInput) => ReactNode;
};

/** A field of a form: its label, a sentence, an explanation behind a button, and what is wrong with it. */
export function FormField({ label, hint, help, error, children }: FormFieldProps) {
  const id = useId();
  const hasError = error !== undefined;
  const described = hasError ? `${id}-error ${id}-hint` : `${id}-hint`;
  return (
    <div className={classes.field}>
      <div className={classes.head}>
        <Input.Label htmlFor={id}>{label}</Input.Label>
        <Toggletip about={label}>{help}</Toggletip>
      </div>
      <p id={`${id}-hint`} className={classes.hint}>
        {hint}
      </p>
      {children({ id, 'aria-describedby': described, error: hasError })}
      {hasError && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
