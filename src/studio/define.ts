import { OsChips } from './os-chips.ts';
import { OsErase } from './os-erase.ts';
import { OsGap } from './os-gap.ts';
import { OsHistory } from './os-history.ts';
import { OsLearnPanel } from './os-learn-panel.ts';
import { OsLearned } from './os-learned.ts';
import { OsLossChart } from './os-loss-chart.ts';
import { OsMap } from './os-map.ts';
import { OsModels } from './os-models.ts';
import { OsOffer } from './os-offer.ts';
import { OsOfferList } from './os-offer-list.ts';
import { OsOwnModel } from './os-own-model.ts';
import { OsPersonaForm } from './os-persona-form.ts';
import { OsPersonaImport } from './os-persona-import.ts';
import { OsPersonaPanel } from './os-persona-panel.ts';
import { OsProblem } from './os-problem.ts';
import { OsSimilarityChart } from './os-similarity-chart.ts';
import { OsStartup } from './os-startup.ts';
import { OsStatus } from './os-status.ts';
import { OsStudio } from './os-studio.ts';
import { OsTabs } from './os-tabs.ts';
import { OsVersions } from './os-versions.ts';

const elements = {
  'os-chips': OsChips,
  'os-erase': OsErase,
  'os-gap': OsGap,
  'os-history': OsHistory,
  'os-learn-panel': OsLearnPanel,
  'os-learned': OsLearned,
  'os-loss-chart': OsLossChart,
  'os-map': OsMap,
  'os-models': OsModels,
  'os-offer': OsOffer,
  'os-offer-list': OsOfferList,
  'os-own-model': OsOwnModel,
  'os-persona-form': OsPersonaForm,
  'os-persona-import': OsPersonaImport,
  'os-persona-panel': OsPersonaPanel,
  'os-problem': OsProblem,
  'os-similarity-chart': OsSimilarityChart,
  'os-startup': OsStartup,
  'os-status': OsStatus,
  'os-studio': OsStudio,
  'os-tabs': OsTabs,
  'os-versions': OsVersions,
} as const;

declare global {
  interface HTMLElementTagNameMap extends Tags {}
}

type Tags = { [Name in keyof typeof elements]: InstanceType<(typeof elements)[Name]> };

/** Registers every element of the page of offers; a second call does nothing. */
export function defineStudio(): void {
  defineAll(elements);
}

/** Registers each under its tag; a tag that is taken already is left as it is. */
export function defineAll(elements: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(elements)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}
