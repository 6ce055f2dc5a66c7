import { connectOfferService, untilNobodyLearns } from '../service/connect.ts';
import { defineStudio } from './define.ts';
import { loadExamples } from './import-personas.ts';
import { personInAddress, putPersonInAddress } from './person-in-address.ts';
import { saveFile } from './save-file.ts';
import { askForStorage, storageIsPromised } from './storage-promise.ts';
import { StudioState } from './studio-state.ts';
import { recallTheme } from './theme.ts';

recallTheme();
defineStudio();

const studio = new StudioState(connectOfferService(), {
  loadExamples: () => loadExamples(document.baseURI),
  rememberedPerson: personInAddress,
  rememberPerson: putPersonInAddress,
  newJobId: () => crypto.randomUUID(),
  saveFile,
  untilNobodyLearns,
  storageIsPromised,
  askForStorage,
});

for (const element of document.querySelectorAll('os-studio')) element.studio = studio;

await studio.open();
