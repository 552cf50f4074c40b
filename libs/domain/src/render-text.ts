/** The product's languages; German is written first. */
export type Language = 'de' | 'en';
export type TextParams = Readonly<Record<string, string>>;

/** Puts the values into `{placeholders}`. A placeholder without a value stays as it is, so that the gap can be seen. */
export function renderText(template: string, params: TextParams): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => params[name] ?? placeholder);
}

/** The names of the placeholders of a text, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))];
}
