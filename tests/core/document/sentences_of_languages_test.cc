// Tests where sentences end, in tables of each language.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/document/sentences.h"

namespace stepglot {
namespace {

// Texts whose sentences end at each '|', which is not part of them.
void ExpectEnds(const std::string& language,
                const std::vector<std::string>& texts) {
  for (const std::string& marked : texts) {
    std::string text;
    for (const char c : marked) {
      if (c != '|') text += c;
    }
    std::string found = text;
    const auto sentences = SplitSentences(text, {.language = language});
    for (size_t i = sentences.size(); i > 1; --i)
      found.insert(sentences[i - 1].begin, "|");
    EXPECT_EQ(found, marked) << language;
  }
}

TEST(SentencesOf, English) {
  ExpectEnds(
      "en",
      {
          "Mr. Smith met Mrs. Jones. |They talked.",
          "I said no. |Then I left.",
          "He works at Acme Inc. |They pay well.",
          "See no. 5 and nos. 6 and 7. |Then go.",
          "He lives at No. 10 Downing Street. |It is old.",
          "Music by J. S. Bach. |Enjoy.",
          "George W. Bush spoke. |It rained.",
          "In 2020. |Then it stopped.",
          "We met in room 12. |Then we left.",
          "The meeting is at 5 p.m. |The room is small.",
          "The meeting is at 5 p.m. Monday in room 3.",
          "The U.S. Army left the U.S. |It was over.",
          "See fig. 3 and vol. II for more. |Thanks.",
          "See Fig. A for the plan. |Go on.",
          "Take vitamin C. |Oranges have it.",
          "We chose plan B. |Then it worked.",
          "Martin Luther King Jr. Day is in January. |Robert Downey Jr. |He "
          "acts.",
          "He lives on Main St. |The house is old.",
          "St. Louis is far. |Mt. Everest is high.",
          "Apples, pears, etc. |They are cheap.",
          "Fruit, e.g. Apples (cf. Plums). |Good.",
          "OK. |Go on. |Come in. |Bring it to me.",
          "Ask Dr. J. Watson, M.D. about it.",
          "MR. SMITH SAID NO. |THEN HE LEFT.",
          "She has a Ph.D. in law. |He has none.",
          "“Go.” |“Why?” he asked. |“Because.”",
          "“Go.” |“Because I say so.”",
          "It is John and I. |We are late.",
          "Sales at Toyota Motor Co. Ltd. rose. |Ford Motor Co. |Profits fell.",
          "1. Open the file.",
          "1. Then close it. |2. Save the file.",
          "A. Choose a colour.",
          "He won (!) Berlin. |It cost 3.50 Euro. |Buy it.",
          "Version 1.2.3 is out. |Visit example.org today.",
          "Wait... |What?! |Fine.",
          "We left on Jan. 5. |It was in Jan. |The snow fell.",
          "Roe v. Wade was a case. |It is known.",
          "Smith et al. found it. |Jones et al. |They did not.",
          "Is it (a) true? |Yes. |(See below.) |No.",
          "J.R.R. Tolkien wrote it. |I like it.",
          "It is 5 in. |Long enough.",
          "The sum is 1,000. |You pay.",
          "Use the app. |It is art. |Sit in the sun.",
          "Great! |🎉 Thanks. |😀",
          "Washington, D.C. |The city is big.",
          "He said \"I am.\" |Then he left.",
          "She arrived at 10 a.m. on Monday. |He left.",
          "See pp. 5–7. |Then read on.",
          "It happened in the U.S. |Many people saw it.",
          "The answer is 42. |Nobody knew.",
          "Item 1. |Then item 2.",
          "Chapter 1. |It was dark.",
          "I like cats, dogs, etc. |My sister does too.",
          "Call me at no. 5. |Bye.",
          "This is it! |iPhone is lower.",
          "Apple Inc. CEO Tim Cook spoke. |He left.",
          "Is it true that Mr. and Mrs. Brown left? |Yes.",
          "John F. Kennedy and J. Edgar Hoover met. |They spoke.",
          "Please wait ... |Done.",
          "He paid $3.5 million. |She paid less.",
          "Go to www.example.com. |Then click.",
          "“Stop!” he cried. |“I can't.”",
          "(This is a note.) |This is not.",
          "He was born on 3 Jan. 1990. |He died.",
          "Vol. 2, No. 3. |Next.",
          "She works for Smith & Sons Ltd. |It is small.",
          "He lives in St. Paul, Minn. |It is cold.",
          "I met Prof. Dr. A. B. Smith. |He was kind.",
          "Figure 3. |The results.",
          "We need more time. |(See page 3.) |Thanks.",
          "What is this?! |I don't know.",
          "E.g. this one. |I.e. that one.",
          "He has 3 kids, i.e. Tom, Ann and Bob. |They play.",
          "Cf. Smith (2010). |It is good.",
          "The temperature was 5 °C. |It was cold.",
          "Press OK. |Press Cancel. |Done.",
          "It was him. |No. |It was her.",
          "Then came No. |They left.",
          "He scored 10 vs. Spain. |Great.",
      });
}

TEST(SentencesOf, Spanish) {
  ExpectEnds("es",
             {
                 "La Sra. Pérez vino.",
                 "El Sr. García y la Srta. López llegaron. |Luego se fueron.",
                 "Véase la pág. 12 y el art. 3. |Después siga.",
                 "Viajó a EE. UU. |Luego volvió.",
                 "En EE. UU. hay trabajo. |Los EE.UU. son grandes.",
                 "Dije que no. |Luego me fui.",
                 "Vive en el núm. 5. |La casa es vieja.",
                 "Hace sol. |Está bien. |Vale.",
                 "Fruta, p. ej. Manzanas de aquí. |Come.",
                 "Nació en el año 44 a. C. |Los romanos ganaron.",
                 "D. Juan y Dña. María viven en la Avda. Diagonal. |Es cara.",
                 "¿Vienes? |¡Claro que sí! |Vamos.",
                 "—¡Ven! —dijo ella. |—No quiero. |Luego se fue.",
                 "Trabaja en Acme, S. A. |Gana mucho.",
                 "Compró pan, leche, etc. |Después pagó.",
                 "«Ven.» |Luego se fue. |Dijo: «Él dijo: \"No\".» |Y salió.",
                 "El s. XX fue largo. |El XXI también.",
                 "MADRID. |Trabaja mucho. |EL SR. PÉREZ VINO.",
                 "Tome vitamina C. |Es buena.",
                 "J. L. Borges escribió. |Fue famoso.",
                 "Llegó a las 5 p. m. |La cena estaba lista.",
                 "¿Qué dices? ¿no vienes?",
                 "Vive en el piso 12. |Es alto.",
                 "Los RR. HH. del Excmo. Ayuntamiento. |Fin.",
                 "Hola. ¿qué tal?",
                 "Véase el cap. IV. |Es corto.",
                 "El art. 5.2 dice. |Nada más.",
                 "Ud. es muy amable. |Gracias a Ud. |Adiós.",
                 "El Dr. D. José Pérez. |Médico.",
                 "En la Av. 9 de Julio. |Fin.",
                 "Son las 3 p.m. |Vamos.",
                 "Precio: 3.500 euros. |Caro.",
                 "La empresa Acme S.A. |Fue fundada en 1990.",
                 "Luis XIV. |Fue rey.",
                 "Luis XIV fue rey. |Sí.",
                 "El tel. 555. |Llame al tel. |Gracias.",
                 "Sres. García y Cía. |Muy señores míos.",
                 "¡Hola! |¡Adiós! |«¿Sí?» |«No.»",
                 "\"Hola\". |\"Adiós\".",
                 "Nº. 5 está aquí. |Fin.",
                 "El Excmo. Sr. D. Juan Ruiz. |Fin.",
                 "Hay gatos, perros, etc. en casa. |Fin.",
                 "Vive en EE. UU. desde 1990. |Fin.",
                 "EE. UU. y la UE. |Fin.",
                 "Los EE. UU. de América. |Fin.",
                 "El Sr. Presidente de EE. UU. habló. |Fin.",
             });
}

TEST(SentencesOf, Catalan) {
  ExpectEnds("ca", {
                       "La Sra. Puig va venir.",
                       "El Sr. Vila i la Dra. Soler parlen. |Després marxen.",
                       "Vegeu la pàg. 12 i l'art. 3. |Després seguiu.",
                       "No en tinc cap. |Després en compro.",
                       "Va dir que no. |Llavors va marxar.",
                       "Viu al núm. 5. |La casa és vella.",
                       "Sta. Coloma és a prop de St. Feliu. |És gran.",
                       "Fruita, p. ex. Pomes d'aquí. |Menja.",
                       "Pa, llet, etc. |Després va pagar.",
                       "Va viatjar als EE. UU. |Després va tornar.",
                       "L'Av. Diagonal és llarga. |És a l'av. Diagonal.",
                       "Va néixer el 44 a. C. |Els romans van guanyar.",
                       "J. V. Foix va escriure. |L'obra és bona.",
                       "El s. XX va ser llarg. |L'home ho sap.",
                       "L'Il·lm. Sr. Alcalde parla. |Molt bé.",
                       "Són les set. |Anem.",
                       "Vitamina C. |És bona.",
                       "«Vine.» |I va marxar.",
                       "Hi ha gats, gossos, etc. |Els veig.",
                       "El núm. 5 del c. Major. |Fi.",
                       "Sr. Joan. |Sra. Anna.",
                       "La pl. Catalunya. |La pl. és gran.",
                       "Al s. XXI. |Ara.",
                       "Il·lm. Sr. Joan Vila. |Fi.",
                   });
}

TEST(SentencesOf, German) {
  ExpectEnds("de",
             {
                 "Am 3. Mai kommt er. |Gut.",
                 "Er kommt am 3. Oktober. |Dann geht er.",
                 "Am 3. |Die Sonne scheint.",
                 "Im 19. Jahrhundert war es so. |Heute nicht.",
                 "Zimmer 12. |Dann links.",
                 "Das gilt z. B. Montags. |Ja.",
                 "Das heißt, d. h. Berlin. |Gut.",
                 "Er wohnt in der Hauptstr. 5. |Die Straße ist lang.",
                 "Er wohnt in der Bahnhofstr. |Die ist lang.",
                 "Dr. Müller und Prof. Dr. Schmidt kommen. |Sie reden.",
                 "Das sind ca. 50 Stück bzw. Teile. |Viel.",
                 "Siehe Abb. 3 und S. 12. |Danach weiter.",
                 "Äpfel, Birnen usw. |Die sind gut.",
                 "Er hat 3 Mio. Euro. |Das ist viel.",
                 "44 v. Chr. war es. |Im Jahr 44 v. Chr. |Die Römer siegten.",
                 "„Komm!“ |Er ging. |»Nein.« |Doch. |„Er sagte: ‚Geh.‘“ |Gut.",
                 "Ludwig XIV. König von Frankreich. |Er war groß.",
                 "Die Fa. Meier GmbH & Co. KG zahlt. |Gut.",
                 "Es ist gut. |So. |Am Montag.",
                 "Das ist i. d. R. Sache der Länder. |Nicht immer.",
                 "Er ist 45. |Maria ist 50.",
                 "In 2020. |Dann kam es.",
                 "Nr. 5 lebt. |Das ist Nr. 6. |Ende.",
                 "Der 1. FC Köln spielt. |Er siegt.",
                 "J. W. von Goethe. |Er schrieb. |Von J. W. Goethe.",
                 "Das war 1990. |Dann kam er.",
                 "Der 2. Weltkrieg begann 1939. |Er endete 1945.",
                 "Friedrich II. von Preußen. |Er war König.",
                 "Seite 5. |Nächste Seite.",
                 "Er sagte: „Ich komme.“ |Dann ging er.",
                 "Am 1. und 2. Mai. |Dann nicht.",
                 "Der Vertrag vom 3.5.2020 gilt. |Immer.",
                 "Am 24.12. ist Weihnachten. |Schön.",
                 "Er wurde am 12. Dezember 1990 geboren. |Sie nicht.",
                 "Die Nr. 3. |Die beste.",
                 "Fr. Müller und Hr. Meier. |Sie kommen.",
                 "Im 3. Stock wohnt er. |Gut.",
                 "Es kostet 5 Euro. |Viel Geld.",
                 "Punkt 5. |Danach.",
                 "Ich bin der 3. |Wer ist der 4. Mann?",
                 "Er ist z. Zt. Chef. |Sie auch.",
                 "Am Mo. |Dann.",
                 "Dies gilt für ggf. Anwesende. |Und andere.",
             });
}

TEST(SentencesOf, French) {
  ExpectEnds("fr", {
                       "M. Dupont et Mme. Durand arrivent. |Ils parlent.",
                       "M. Le Pen parle. |Puis il part.",
                       "Voir p. 12 et art. 3. |C'est tout.",
                       "C'est de l'art. |Le reste non.",
                       "J'ai dit non. |Puis je suis parti.",
                       "« Oui. » |Il partit. |« Viens ! » dit-il.",
                       "Du pain, du lait, etc. |Puis il paya.",
                       "En 44 av. J.-C. |Les Romains gagnèrent.",
                       "En 44 av. J.-C. Rome était grande.",
                       "J.-J. Rousseau écrivit. |L'œuvre est belle.",
                       "Il habite av. Foch. |C'est cher.",
                       "Prenez de la vitamine C. |Elle est bonne.",
                       "Le vol. |Il est à sept. |Voir vol. 2.",
                       "Ça va ? |Oui ! |Bien.",
                       "Fruits, p. ex. Pommes. |Mangez.",
                       "Chambre 12. |Puis à gauche.",
                       "Le XXe s. |Il fut long.",
                       "Mme Curie. |M. Curie.",
                       "Elle a dit : « Viens. » |Je suis venu.",
                       "N° 5. |Chanel.",
                       "Il mesure 1,80 m. |Elle aussi.",
                       "L'an 2000. |Enfin.",
                       "Quoi ?! |Non !",
                       "Dr Dupont. |Me Durand.",
                   });
}

TEST(SentencesOf, Italian) {
  ExpectEnds("it", {
                       "Il Sig. Rossi e la dott. Bianchi parlano. |Poi vanno.",
                       "Vedi pag. 12 e fig. 3. |Poi segui.",
                       "Ho detto di no. |Poi sono andato.",
                       "Pane, latte, ecc. |Poi pagò.",
                       "Lavora alla Fiat S.p.A. |Guadagna bene.",
                       "L'art. 5 è chiaro. |È un'art. 6.",
                       "Nel 44 a. C. |I romani vinsero.",
                       "Ad es. Roma è grande. |Anche Milano.",
                       "Va bene. |Tutto on. |Andiamo.",
                       "G. Verdi compose. |Era bravo.",
                       "On. Rossi parla. |Prof. Bianchi tace.",
                       "Prendi la vitamina C. |È buona.",
                       "Stanza 12. |Poi a sinistra.",
                       "Il sec. XX fu lungo. |Cfr. Dante.",
                       "Il dott. G. Rossi. |Medico.",
                       "C'è n. 5. |Poi n. 6.",
                       "Sono le 5. |Andiamo.",
                       "I sigg. Rossi e Verdi. |Ciao.",
                   });
}

TEST(SentencesOf, Portuguese) {
  ExpectEnds("pt", {
                       "O Sr. Silva e a Sra. Costa chegaram. |Depois foram.",
                       "Ver pág. 12 e art. 3. |Depois siga.",
                       "Eu disse que não. |Depois saí.",
                       "Pão, leite, etc. |Depois pagou.",
                       "Mora na Av. Paulista. |É cara.",
                       "O séc. XX foi longo. |Foi.",
                       "Frutas, p. ex. Maçãs. |Coma.",
                       "Trabalha na Acme Ltda. |Ganha bem.",
                       "Está no. |Depois.",
                       "J. M. Pessoa escreveu. |Era bom.",
                       "No ano 44 a. C. |Os romanos venceram.",
                       "Sala 12. |Depois à esquerda.",
                       "Dr. Costa fala. |São sete.",
                       "V. Exª. |Sim.",
                       "A profa. Ana e o prof. Rui. |Sim.",
                       "O n. 5 e a pág. 6. |Sim.",
                   });
}

TEST(SentencesOf, Dutch) {
  ExpectEnds("nl", {
                       "Dhr. Jansen en mevr. De Vries komen. |Zij praten.",
                       "Zie blz. 12 en afb. 3. |Daarna verder.",
                       "Ik zei nee. |Toen ging ik.",
                       "Fruit, d.w.z. Appels. |Lekker.",
                       "Brood, melk, enz. |Daarna betaalde hij.",
                       "Hij woont in de Kerkstr. 5. |Het is oud.",
                       "Prof. dr. A. de Vries en ir. Smit. |Zij werken.",
                       "Het kost bijv. Tien euro. |Dat is veel.",
                       "De firma B.V. |De baas is weg.",
                       "Vitamine C. |Het is gezond.",
                       "Kamer 12. |Daarna links.",
                       "Hij kwam op 3 jan. 1990. |In jan. |Het was koud.",
                       "„Kom!” |Hij ging.",
                       "Hij kwam i.p.v. Jan. |Zij niet.",
                   });
}

TEST(SentencesOf, Polish) {
  ExpectEnds("pl",
             {
                 "Prof. Kowalski i dr Nowak. |To oni.",
                 "Mieszka przy ul. Długiej. |To stary dom.",
                 "W 1939 r. Niemcy zaatakowali. |To był 1939 r. |Potem wojna.",
                 "Zob. str. 12. |Potem dalej.",
                 "Chleb, mleko itd. |Potem zapłacił.",
                 "Np. Warszawa. |To tzw. Stolica.",
                 "Św. Jan i bł. Maria. |To święci.",
                 "J. K. Rowling pisze. |Ona jest znana.",
                 "W XX w. Polska była wolna. |To XXI w. |Teraz jest inaczej.",
                 "To 5 tys. Polaków. |To dużo.",
                 "Pokój 12. |Potem w lewo.",
                 "Nie. |Tak. |„Idź!” |Poszedł.",
                 "Firma Acme Sp. z o.o. Warszawa. |To wszystko.",
             });
}

TEST(SentencesOf, Swedish) {
  ExpectEnds(
      "sv",
      {
          "T.ex. Stockholm är stort. |Det är allt.",
          "Bröd, mjölk osv. |Sedan betalade han.",
          "Se s. 12 och kap. 3. |Sedan vidare.",
          "Dr. Svensson och prof. Ek. |De talar.",
          "A. Lindgren skrev. |Hon var känd.",
          "Det är s.k. Vanor. |Det är bra.",
          "Rum 12. |Sedan vänster.",
          "Det var 44 f.Kr. Rom var stort. |Det var 44 f.Kr. |Sedan hände det.",
          "Nej. |Ja. |”Kom!” |Han gick.",
          "Den kostar ca. 50 kronor. |Det är dyrt.",
      });
}

TEST(SentencesOf, Russian) {
  ExpectEnds(
      "ru",
      {
          "Он живёт на ул. Ленина. |Это далеко.",
          "В 1990 г. Москва изменилась. |Это был 1990 г. |Потом стало хуже.",
          "А. С. Пушкин писал. |Он поэт.",
          "Хлеб, молоко и т. д. |Потом он заплатил.",
          "См. стр. 12. |Далее.",
          "Это т. е. Москва. |Да.",
          "И т. п. |Он.",
          "Л. Н. Толстой. |Писатель.",
          "Рис. 5. |Далее.",
          "Проф. Иванов и доц. Петров. |Они говорят.",
          "Иванов и др. |Они пришли.",
          "Комната 12. |Потом налево.",
          "Нет. |Да. |«Иди!» |Он пошёл.",
          "Это стоит 5 тыс. руб. |Это дорого.",
          "Витамин С. |Он полезен.",
      });
}

TEST(SentencesOf, CzechAndSlovak) {
  ExpectEnds("cs",
             {
                 "Např. Praha je velká. |To je vše.",
                 "Ing. Novák a MUDr. Dvořák. |Oni mluví.",
                 "Chléb, mléko atd. |Potom zaplatil.",
                 "Viz str. 12. |Potom dál.",
                 "Bydlí v ul. Dlouhé. |Je to dům.",
                 "V 19. stol. Praha rostla. |To bylo 19. stol. |Potom ne.",
                 "K. H. Mácha psal. |Byl to básník.",
                 "Karel Čapek. |On psal. |Ne. |Ano.",
                 "Pokoj 12. |Potom vlevo.",
                 "Tzv. Zlatá ulička. |Je malá.",
                 "„Pojď!“ |Šel.",
                 "Je to r. 1939. |Potom válka.",
             });
  ExpectEnds("sk", {
                       "Napr. Bratislava je veľká. |To je všetko.",
                   });
}

TEST(SentencesOf, DanishAndNorwegian) {
  ExpectEnds("da", {
                       "F.eks. København er stor. |Det er alt.",
                       "Brød, mælk osv. |Så betalte han.",
                       "Dr. Hansen og prof. Bo. |De taler.",
                       "H. C. Andersen skrev. |Han var kendt.",
                       "Se s. 12 og nr. 5. |Så videre.",
                       "Værelse 12. |Så til venstre.",
                       "Nej. |Ja. |»Kom!« |Han gik.",
                       "Det er dvs. København. |Det er godt.",
                   });
  ExpectEnds("no", {
                       "Det er bl.a. Oslo. |Det er bra.",
                       "H. Ibsen skrev. |Han var kjent.",
                       "Se s. 12 og kl. 5. |Så videre.",
                       "Rom 12. |Så til venstre.",
                       "Brød, melk osv. |Så betalte han.",
                   });
}

TEST(SentencesOf, OtherScripts) {
  ExpectEnds("hi", {
                       "एक वाक्य। |दूसरा वाक्य।",
                       "डॉ. शर्मा आए। |वे गए।",
                       "क्या आप यहाँ हैं? |हाँ।",
                   });
  ExpectEnds("ur", {
                       "یہ ایک جملہ ہے۔ |یہ دوسرا جملہ ہے۔",
                       "کیا آپ یہاں ہیں؟ |ہاں۔",
                   });
  ExpectEnds("hy", {
                       "Սա նախադասություն է։ |Սա երկրորդն է։",
                       "Սա նախադասություն է: |Սա երկրորդն է:",
                   });
  ExpectEnds("ar", {
                       "هل أنت هنا؟ |نعم أنا هنا.",
                       "قال د. محمد ذلك. |ثم ذهب.",
                       "نعم. |لا.",
                   });
  ExpectEnds("he", {
                       "שלום. |להתראות.",
                   });
  ExpectEnds("el", {
                       "Πού είσαι; |Εδώ είμαι.",
                   });
  ExpectEnds("zh", {
                       "你好。|再见！|真的？|是",
                       "“你好。”|“再见。”",
                       "“为什么？”的问题。|好。",
                       "他说：“你好。”|我说：“再见。”",
                       "价格是3.50元。|很贵。",
                       "Hello. |你好。",
                   });
  ExpectEnds("ja", {
                       "「はい。」と言った。|そう。",
                       "元気ですか？|はい！",
                       "３．１４です。|はい。",
                   });
  ExpectEnds("ko", {
                       "안녕하세요. |감사합니다.",
                   });
  ExpectEnds("km", {
                       "សួស្តី។ |លាហើយ។",
                   });
  ExpectEnds("my", {
                       "မင်္ဂလာပါ။ |နောက်မှတွေ့မယ်။",
                   });
  ExpectEnds("bo", {
                       "བཀྲ་ཤིས།། |བདེ་ལེགས།",
                   });
  ExpectEnds("am", {
                       "ሰላም። |ደህና ሁን።",
                   });
  ExpectEnds("ka", {
                       "ეს არის წინადადება. |ეს მეორეა.",
                   });
  ExpectEnds("th", {
                       "สวัสดี ลาก่อน",
                   });
}

TEST(SentencesOf, AnUnknownLanguage) {
  for (const char* language : {"", "mul", "xx"}) {
    ExpectEnds(language, {
                             "एक वाक्य। |दूसरा वाक्य।",
                             "Dr. Smith met Mrs. Jones. |They talked.",
                             "Am 3. Mai kommt er. |Gut.",
                             "Das gilt z. B. Montags. |Ja.",
                             "I said no. |Then I left.",
                             "Das ist gut. über alles.",
                         });
  }
}

TEST(SentencesOf, ATagNamesALanguageWithItsRegion) {
  for (const char* tag : {"es-MX", "ES", "es_AR", "es-Latn-ES"})
    ExpectEnds(tag, {"La Sra. Pérez vino. |Luego se fue."});
}

}  // namespace
}  // namespace stepglot
