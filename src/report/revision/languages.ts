import { EN } from '../texts/texts-en';
import { ES, type Texts } from '../texts/texts-es';
import { REVISION_EN } from './texts-en';
import { REVISION_ES, type RevisionTexts } from './texts-es';

/** What a section is written with: the texts of every page, and those of this one. */
export interface Words {
  t: Texts;
  r: RevisionTexts;
}

export const SPANISH: Words = { t: ES, r: REVISION_ES };
export const ENGLISH: Words = { t: EN, r: REVISION_EN };
