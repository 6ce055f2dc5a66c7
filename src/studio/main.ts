import { connectOfferService, untilNobodyLearns } from '../service/connect.ts';
import { connectAgentService } from '../service/connect-agent.ts';
import { AgentState } from './agent/agent-state.ts';
import { loadSampleFiles } from './agent/sample-files.ts';
import { defineStudio } from './define.ts';
import { loadExamples } from './import-personas.ts';
import { goToPage } from './page-in-address.ts';
import { personInAddress, putPersonInAddress } from './person-in-address.ts';
import { saveFile } from './save-file.ts';
import { askForStorage, storageIsPromised } from './storage-promise.ts';
import { StudioState } from './studio-state.ts';
import { recallTheme } from './theme.ts';

recallTheme();
defineStudio();

const agentService = connectAgentService();

const studio = new StudioState(connectOfferService(), {
  loadExamples: () => loadExamples(document.baseURI),
  rememberedPerson: personInAddress,
  rememberPerson: putPersonInAddress,
  newJobId: () => crypto.randomUUID(),
  saveFile,
  untilNobodyLearns,
  storageIsPromised,
  askForStorage,
  async importedCustomers() {
    const overview = await agentService.overview();
    return overview.ok ? (overview.value?.customers ?? 0) : 0;
  },
});

const agent = new AgentState(agentService, {
  newJobId: () => crypto.randomUUID(),
  saveFile,
  loadSample: loadSampleFiles,
  async writeOffersFor(persona) {
    // First, so that the person is put into the address of the page of offers.
    goToPage('offers');
    await studio.people.meet(persona);
  },
  askForStorage,
});

for (const element of document.querySelectorAll('os-studio')) {
  element.agent = agent;
  element.studio = studio;
}

await studio.open();
