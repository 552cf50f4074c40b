/** A passage of the manual below one heading. `html` is made from our own files at build time and holds no script, style or event handler. */
export type HandbookSection = {
  /** The same in both languages, so that a link keeps its place when somebody switches. */
  readonly anchor: string;
  readonly title: string;
  readonly depth: 2 | 3;
  readonly html: string;
};

/** One chapter of the manual in one language. */
export type HandbookChapter = {
  /** What stands in its address: the name of its file without the number. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** What stands before the first heading. */
  readonly html: string;
  readonly sections: readonly HandbookSection[];
};
