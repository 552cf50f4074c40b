import type { ReactNode } from 'react';

type CardTableProps = {
  readonly testId: string;
  readonly className: string | undefined;
  /** What it shows, for those who do not see it. */
  readonly caption: string;
  /** The headings, from left to right. `name`: how style finds the column. */
  readonly columns: readonly { readonly name: string; readonly heading: ReactNode }[];
  /** Rows and cells with their roles. */
  readonly children: ReactNode;
};

/** A real table whose rows style makes cards of on narrow screens: the explicit roles keep it a table for screen readers. */
export function CardTable({ testId, className, caption, columns, children }: CardTableProps) {
  return (
    <table className={className} role="table" data-testid={testId}>
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, heading }) => (
            <th key={name} role="columnheader" scope="col" data-column={name}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}
