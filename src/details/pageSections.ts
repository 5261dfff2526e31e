import { copiedText, copiedValue, type CopiedValue } from '../text/copied';
import type { Language } from '../text/language';
import { SECTIONS, type SectionId } from './pageRequest';
import { valuesOf, type Block, type CopyRequest, type PageMessage, type Section } from './protocol';
import { sectionTitle } from './sections/page';
import { truncateSection } from './truncateSection';

/** A value to copy, with its name for the confirmation. */
interface ValueToCopy extends CopiedValue {
  readonly label: string;
}

/** The sections of a details page. A hidden page loses its content, so the extension keeps it here. */
export class PageSections {
  readonly #sections = new Map<SectionId, Section>();

  constructor(
    private readonly language: Language,
    private readonly publish: (message: PageMessage) => void,
  ) {}

  /** Returns the sections in display order, truncated for the page. */
  all(): Section[] {
    return SECTIONS.flatMap((id) => this.#sections.get(id) ?? []).map((section) =>
      truncateSection(section, this.language),
    );
  }

  /** Replaces the content of a section, and updates the page. */
  put(id: SectionId, busy: boolean, blocks: readonly Block[]): void {
    const version = (this.#sections.get(id)?.version ?? 0) + 1;
    const section = { id, version, title: sectionTitle(id, this.language), busy, blocks };
    this.#sections.set(id, section);
    this.publish({ type: 'section', section: truncateSection(section, this.language) });
  }

  /** Returns the complete value for a copy button. Returns undefined if the section changed after the page showed it. */
  valueToCopy({ section: id, version, block: index, value }: CopyRequest): ValueToCopy | undefined {
    const section = this.#sections.get(id);
    const block = section?.version === version ? section.blocks[index] : undefined;
    const found = block === undefined ? undefined : valuesOf(block)[value];
    if (block === undefined || found?.copy === undefined) {
      return undefined;
    }
    const copied = block.kind === 'snippets' ? { text: copiedText(found.text), removed: 0 } : copiedValue(found.text);
    return { ...copied, label: found.copy.label };
  }
}
