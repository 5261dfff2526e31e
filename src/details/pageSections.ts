import { isDeepStrictEqual } from 'node:util';
import { copiedText, copiedValue, type CopiedValue } from '../text/copied';
import type { Language } from '../text/language';
import { SECTIONS, type SectionId } from './pageRequest';
import { valuesOf, type Block, type CopyRequest, type PageMessage, type Section, type Value } from './protocol';
import { sectionTitle } from './sections/page';
import { truncateSection } from './truncateSection';

/** A value to copy, with its name for the confirmation. */
interface ValueToCopy extends CopiedValue {
  readonly label: string;
}

interface KeptSection {
  readonly section: Section;
  /** The values of each block, with the version that first had them. */
  readonly values: readonly (readonly KeptValue[])[];
}

interface KeptValue {
  readonly value: Value;
  readonly since: number;
}

/** The sections of a details page. A hidden page loses its content, so the extension keeps it here. */
export class PageSections {
  readonly #sections = new Map<SectionId, KeptSection>();

  constructor(
    private readonly language: Language,
    private readonly publish: (message: PageMessage) => void,
  ) {}

  /** Returns the sections in display order, truncated for the page. */
  all(): Section[] {
    return SECTIONS.flatMap((id) => this.#sections.get(id) ?? []).map(({ section }) =>
      truncateSection(section, this.language),
    );
  }

  /** Replaces the content of a section, and updates the page. */
  put(id: SectionId, busy: boolean, blocks: readonly Block[]): void {
    const before = this.#sections.get(id);
    const version = (before?.section.version ?? 0) + 1;
    const section = { id, version, title: sectionTitle(id, this.language), busy, blocks };
    const values = blocks.map((block, index) =>
      valuesOf(block).map((value, at) => {
        const same = before?.values[index]?.[at];
        return { value, since: same !== undefined && isDeepStrictEqual(same.value, value) ? same.since : version };
      }),
    );
    this.#sections.set(id, { section, values });
    this.publish({ type: 'section', section: truncateSection(section, this.language) });
  }

  /** Returns the complete value for a copy button. Returns undefined if the value changed after the page showed it. */
  valueToCopy({ section: id, version, block, value: at }: CopyRequest): ValueToCopy | undefined {
    const kept = this.#sections.get(id);
    const found = kept?.values[block]?.[at];
    if (
      kept === undefined ||
      found?.value.copy === undefined ||
      version < found.since ||
      version > kept.section.version
    ) {
      return undefined;
    }
    const { text, copy } = found.value;
    const isCode = kept.section.blocks[block]?.kind === 'snippets';
    return { ...(isCode ? { text: copiedText(text), removed: 0 } : copiedValue(text)), label: copy.label };
  }
}
