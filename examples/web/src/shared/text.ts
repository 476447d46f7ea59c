/** The words of the pages' own frame: buttons and titles. What is said about law, data and uses, the engine and the catalogue say. */

import type { Lang } from "./wire";
import { fill } from "./words";

/** Finnish, Swedish, English. */
type Said = readonly [fi: string, sv: string, en: string];

const TEXT = {
  // The frame.
  title: ["Omat luvat", "Mina tillstånd", "My permissions"],
  skip: ["Siirry sisältöön", "Hoppa till innehållet", "Skip to content"],
  menu: ["Valikko", "Meny", "Menu"],
  mainNavigation: ["Päävalikko", "Huvudmeny", "Main navigation"],
  frontPage: ["Etusivu", "Framsida", "Front page"],
  top: ["Takaisin ylös", "Tillbaka till toppen", "Back to top"],
  demonstration: ["Esittely", "Demonstration", "Demonstration"],
  noAdvice: [
    "Henkilöt ja tiedot ovat keksittyjä. Tämä ei ole oikeudellista neuvontaa. Mitään ei lähetetä minnekään.",
    "Personerna och uppgifterna är påhittade. Detta är ingen juridisk rådgivning. Inget skickas någonstans.",
    "People and data are made up. This is no legal advice. Nothing is sent anywhere.",
  ],
  clock: ["Sivun kello: {time}.", "Sidans klocka: {time}.", "The page's clock: {time}."],
  signedInAs: ["Kirjautunut: {name}", "Inloggad: {name}", "Signed in: {name}"],
  startAgain: ["Aloita alusta", "Börja om", "Start again"],
  plainLanguage: ["Selkokieli", "Lättläst", "Plain language"],
  whose: ["Kenen luvat", "Vems tillstånd", "Whose permissions"],
  own: ["{name} (sinä)", "{name} (du)", "{name} (you)"],
  notThere: ["Sivua ei löydy", "Sidan finns inte", "The page is not there"],
  notSaved: [
    "Valintaa ei voitu tallentaa. Syy: {code}",
    "Valet kunde inte sparas. Orsak: {code}",
    "Your choice could not be saved. Reason: {code}",
  ],

  // The navigation.
  navHome: ["Yleiskuva", "Översikt", "Overview"],
  navConsents: ["Suostumukset", "Samtycken", "Consents"],
  navBars: ["Kiellot", "Förbud", "Prohibitions"],
  navLog: ["Käyttöloki", "Användningslogg", "Log of uses"],
  navReceipts: ["Tositteet ja tiedostot", "Kvitton och filer", "Receipts and files"],

  // The overview.
  lead: [
    "Näet tässä, kuka saa käyttää tietojasi, mihin ja millä perusteella. Voit antaa ja perua suostumuksia ja vastustaa käyttöä.",
    "Här ser du vem som får använda dina uppgifter, till vad och på vilken grund. Du kan ge och återkalla samtycken och invända mot användning.",
    "Here you see who may use your data, what for and on which basis. You can give and withdraw consents and object to uses.",
  ],
  arrangeBy: ["Järjestä", "Ordna efter", "Arrange by"],
  show: ["Näytä", "Visa", "Show"],
  filterAll: ["Kaikki", "Alla", "All"],
  filterLaw: ["Muut", "Övriga", "Others"],
  limits: ["Ehto", "Villkor", "Condition"],
  answer: ["Vastaa", "Svara", "Answer"],

  // Consents.
  mayGive: ["Voit antaa myös", "Du kan också ge", "You can also give"],
  mayGiveLead: [
    "Näitä ei ole pyydetty sinulta. Voit lukea, mistä on kyse, ja päättää.",
    "Ingen har bett dig om dessa. Du kan läsa vad det gäller och bestämma.",
    "Nobody has asked you for these. You can read what they are about and decide.",
  ],
  givenBy: ["Antaja", "Gett av", "Given by"],
  shown: ["Mitä sinulle näytettiin", "Vad som visades för dig", "What was shown to you"],
  wholeText: ["Koko teksti", "Hela texten", "The whole text"],
  history: ["Historia", "Historia", "History"],
  why: ["Miksi käyttö on sallittu", "Varför användningen är tillåten", "Why the use is allowed"],
  noRecorded: ["Käyttöä ei ole kirjattu.", "Ingen användning har antecknats.", "No use has been recorded."],
  happenedRequested: ["Pyydetty", "Begärt", "Requested"],
  happenedGiven: ["Annettu", "Gett", "Given"],
  happenedRefused: ["Ei annettu", "Inte gett", "Declined"],
  happenedNarrowed: ["Supistettu", "Inskränkt", "Narrowed"],
  happenedRenewed: ["Uusittu", "Förnyat", "Renewed"],
  happenedWithdrawn: ["Peruttu", "Återkallat", "Withdrawn"],
  happenedSuspended: ["Keskeytetty", "Avbrutet", "Suspended"],
  happenedResumed: ["Jatkettu", "Återupptaget", "Resumed"],
  happenedInvalidated: ["Mitätöity", "Ogiltigförklarat", "Found invalid"],
  ifGiven: ["Jos annat suostumuksen", "Om du ger ditt samtycke", "If you give your consent"],
  chooseSome: ["Valitse ainakin yhdet tiedot.", "Välj åtminstone vissa uppgifter.", "Choose at least some data."],
  declined: [
    "Vastauksesi on tallennettu. Suostumusta ei annettu.",
    "Ditt svar har sparats. Inget samtycke gavs.",
    "Your answer has been saved. No consent was given.",
  ],
  nothingChanged: ["Mitään ei muutettu.", "Inget ändrades.", "Nothing was changed."],
  withdrawWhat: ["Mitä perut", "Vad du återkallar", "What you withdraw"],
  everything: ["Koko suostumus", "Hela samtycket", "The whole consent"],
  only: ["Vain nämä tiedot: {data}", "Bara dessa uppgifter: {data}", "Only this data: {data}"],
  narrowed: ["Suostumus ei enää koske: {data}", "Samtycket gäller inte längre: {data}", "The consent no longer covers: {data}"],

  // Objections and prohibitions.
  noBars: ["Kieltoja ei ole.", "Det finns inga förbud.", "There are no prohibitions."],
  objectLead: [
    "Valitse käyttö, jota vastustat. Näet ensin, mikä muuttuisi.",
    "Välj den användning som du invänder mot. Först ser du vad som skulle ändras.",
    "Choose the use you object to. You first see what would change.",
  ],
  opposed: ["Valintasi on tallennettu.", "Ditt val har sparats.", "Your choice has been saved."],
  everyone: ["Kaikki", "Alla", "All"],
  lift: ["Poista kielto", "Häv förbudet", "Lift the prohibition"],
  lifted: ["Kielto on poistettu.", "Förbudet har hävts.", "The prohibition has been lifted."],

  // Receipts and files.
  receipt: ["Tosite", "Kvitto", "Receipt"],
  receiptLead: [
    "Allekirjoitettu tosite kertoo, mihin suostuttiin ja mitä sen jälkeen on tapahtunut. Säilytä se itselläsi.",
    "Det undertecknade kvittot berättar vad samtycket gäller och vad som har hänt sedan dess. Spara det själv.",
    "The signed receipt tells what was consented to and what has happened since. Keep it yourself.",
  ],
  downloadReceipt: ["Lataa tosite", "Ladda ner kvittot", "Download the receipt"],
  receiptsLead: [
    "Voit ladata tositteen jokaisesta antamastasi suostumuksesta.",
    "Du kan ladda ner ett kvitto för varje samtycke som du har gett.",
    "You can download a receipt for every consent that you have given.",
  ],
  verify: ["Tarkista tosite", "Kontrollera ett kvitto", "Verify a receipt"],
  verifyLead: [
    "Tarkistus tehdään tässä selaimessa.",
    "Kontrollen görs i den här webbläsaren.",
    "The check is made in this browser.",
  ],
  receiptFile: ["Tositetiedosto", "Kvittofil", "Receipt file"],
  receiptBad: ["Tosite ei ole aito.", "Kvittot är inte äkta.", "The receipt is not genuine."],
  receiptBadWhy: ["Syy: {code}", "Orsak: {code}", "Reason: {code}"],
  publicKey: ["Julkinen avain", "Offentlig nyckel", "Public key"],
  export: ["Omat tapahtumat", "Egna händelser", "Your own events"],
  exportLead: [
    "Voit ottaa mukaasi kaikki sinua koskevat tapahtumat, yksi riviä kohti (JSON Lines).",
    "Du kan ta med dig alla händelser som gäller dig, en per rad (JSON Lines).",
    "You can take along every event about you, one a line (JSON Lines).",
  ],
  exportButton: ["Lataa tapahtumat", "Ladda ner händelserna", "Download the events"],

  // The library.
  recommendations: ["Suositukset", "Rekommendationer", "Recommendations"],
  greeting: ["Hei, {name}", "Hej, {name}", "Hello, {name}"],
  forYou: ["Sinulle", "För dig", "For you"],
  forEveryone: ["Kaikille", "För alla", "For everyone"],
  withoutData: [
    "Näiden kirjojen valintaan ei ole käytetty tietojasi.",
    "Dina uppgifter har inte använts när dessa böcker valdes.",
    "Your data was not used in choosing these books.",
  ],
  recommendNow: ["Suosittele kirjoja", "Rekommendera böcker", "Recommend books"],
  because: ["Perustuu: {data}", "Baserat på: {data}", "Based on: {data}"],
  permission: ["Lupa suosituksiin", "Tillstånd för rekommendationer", "Permission for recommendations"],
  sendRequest: ["Lähetä lupapyyntö", "Skicka begäran", "Send the request"],
  answerThere: ["Vastaa sivulla Omat luvat", "Svara på sidan Mina tillstånd", "Answer on the page My permissions"],
  nothingToAsk: ["Kirjastolla ei ole mitään pyydettävää.", "Biblioteket har inget att be om.", "The library has nothing to ask for."],
  whatIsTold: ["Mitä kirjaston järjestelmälle kerrotaan", "Vad bibliotekets system får veta", "What the library's system is told"],
  stopped: ["Käyttö on lopetettu", "Användningen har upphört", "The use has been stopped"],
} as const satisfies Record<string, Said>;

export type TextKey = keyof typeof TEXT;

export type Say = (key: TextKey, slots?: Readonly<Record<string, string>>) => string;

const PLACE: Readonly<Record<Lang, 0 | 1 | 2>> = { fi: 0, sv: 1, en: 2 };

export function text(key: TextKey, lang: Lang, slots?: Readonly<Record<string, string>>): string {
  return fill(TEXT[key][PLACE[lang]], slots);
}
