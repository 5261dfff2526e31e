import { rawFields, type WithRawJson } from '../../atlas/rawJson';
import type { Member } from '../../atlas/jsonText';
import type { FailureDescription } from '../../failures/failure';
import type { Language } from '../../text/language';
import type { Block, Button, PageRequest, Property, SectionId, Value } from '../protocol';

/** Values with their names, each with a button that copies it; those that are not known are left out. */
export function properties(
  { l10n }: Language,
  known: readonly (readonly [label: string, text: string | null | undefined])[],
  others: readonly Property[] = [],
): Block {
  const shown = known.flatMap(([label, text]): Property[] =>
    text === undefined || text === null || text === '' ? [] : [{ label, value: copyable(l10n, label, text) }],
  );
  return { kind: 'properties', properties: [...shown, ...others] };
}

export function copyable(l10n: Language['l10n'], label: string, text: string): Value {
  return { text, copy: { title: l10n.t('Copy {0}', label), label } };
}

/** A moment of Atlas's (ISO 8601) as the person reads it; as it is when it is none. */
export function moment({ locale }: Language, iso: string | null | undefined): string | undefined {
  const date = new Date(iso ?? '');
  return iso === undefined || iso === null || Number.isNaN(date.getTime())
    ? (iso ?? undefined)
    : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/**
 * The fields that nothing else shows, each by Atlas's own name for it: those that this version does not know, and known
 * ones with an unexpected value. A text is shown as it is; anything else, and an empty text, as its JSON.
 * @param known the names of the fields that are shown elsewhere, if they can be read
 */
export function unknownFields(
  { l10n }: Language,
  row: WithRawJson<Readonly<Record<string, unknown>>>,
  known: readonly string[],
): Property[] {
  const fields = rawFields(row);
  const isShown = ({ name, text }: Member): boolean =>
    known.includes(name) &&
    Object.hasOwn(row, name) &&
    row[name] !== undefined &&
    text !== 'null' &&
    text !== '""' &&
    fields.filter((field) => field.name === name).length === 1;
  return fields
    .filter((field) => !isShown(field))
    .map(({ name, text }) => {
      const label = name === '' ? '""' : name;
      const plain = text.startsWith('"') ? String(JSON.parse(text)) : '';
      return { label, value: copyable(l10n, label, plain === '' ? text : plain) };
    });
}

/** The cause of a failure, with its fix, and the way to try again. */
export function failureBlock({ l10n }: Language, failure: FailureDescription, section: SectionId): Block {
  const again: Button = { title: l10n.t('Retry'), request: { type: 'load', section }, icon: 'refresh', primary: true };
  const fix: Button = { title: failure.fixTitle, request: { type: 'fix', section } };
  return {
    kind: 'notice',
    tone: 'error',
    title: failure.label,
    text: failure.code === undefined ? failure.explanation : `${failure.explanation} (${failure.code})`,
    buttons: failure.fix.kind === 'retry' || failure.fix.kind === 'refresh' ? [again] : [again, fix],
  };
}

/** The cause of a failure in a sentence or two, with Atlas's code. */
export function explain({ label, explanation, code }: FailureDescription): string {
  return code === undefined ? `${label}. ${explanation}` : `${label}. ${explanation} (${code})`;
}

/** Something to know, with nothing to be done about it here. */
export function notice(
  tone: 'good' | 'information' | 'warning' | 'error',
  title: string,
  text: string,
  buttons: readonly Button[] = [],
): Block {
  return { kind: 'notice', tone, title, text, buttons };
}

export function button(title: string, request: PageRequest, primary = false): Button {
  return { title, request, primary };
}
