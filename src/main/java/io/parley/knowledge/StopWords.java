package io.parley.knowledge;

import java.util.List;
import java.util.Set;

/** Frequent words that say nothing about the subject of a text. In lower case. */
final class StopWords {

    static final Set<String> DANISH = words("""
            ad af alle alt at blev blive da de dem den der deres det dette dig din dine disse du efter eller en end er et for fra
            ham han hans har havde hen hende her hos hun hvad hvem hver hvis hvor hvordan hvornår hvorfor i ikke ind jeg jer
            kan man med meget men mig min mine mod når ned nej ni nogen noget nu og også om op os over på sig sin skal skulle
            som så til ud under var ved vi vil ville vores være""");

    static final Set<String> DUTCH = words("""
            aan af al alle als altijd ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had heb
            hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jullie kan kun kunnen maar me meer men met mij
            mijn moet na naar niet nog nu of om omdat onder ons onze ook op over te tegen toch toen tot u uit uw van veel voor
            waar waarom wanneer want waren was wat we wel welke werd wie wij wil worden wordt zal ze zich zij zijn zo zonder zou""");

    static final Set<String> ENGLISH = words("""
            a about after all also am an and any are as at be because been before being but by can could did do does doing done
            each else for from get gets getting give had has have having he her here hers him his how i if in into is it its
            just let like may me might mine more most much must my no nor not now of off on one only onto or other our ours out
            over own please same shall she should so some somebody someone something such than thank thanks that the their
            theirs them then there these they thing things this those though through to too under up upon us very via want wants
            was we well were what whatever when where whether which while who whom whose why will with within without would yes
            yet you your yours""");

    static final Set<String> FRENCH = words("""
            à ai alors au aucun aussi autre aux avec avez avoir avons bien c ça car ce cela ces cet cette ceux comme comment d
            dans de depuis des donc dont du elle elles en encore es est et étaient était être eu fait faire faut il ils j je l la
            le les leur leurs lui m ma mais me même mes moi mon n ne non nos notre nous on ont ou où par pas peut peux plus pour
            pourquoi puis puisque qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur t ta te tes toi
            ton tous tout toute toutes très tu un une vos votre vous y""");

    static final Set<String> GERMAN = words("""
            ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außer bei beim bin
            bis bist bitte da dabei dadurch dafür daher damit dann daran darauf daraus darf darfst darin darüber das dass dazu dein
            deine deinem deinen deiner dem den denen denn der deren des dessen deswegen dich die dies diese diesem diesen dieser
            dieses dir doch dort du durch dürfen eben ein eine einem einen einer eines einige einmal er es etwas euch euer eure für
            gegen gehabt geht gibt habe haben habt hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
            immer in innerhalb ins irgend ist ja jede jedem jeden jeder jedes jemand jene jetzt kann kannst kein keine keinem
            keinen keiner können könnte könnten machen macht man mehr mein meine meinem meinen meiner mich mir mit möchte muss musst
            müssen nach nachdem neben nein nicht nichts noch nun nur ob obwohl oder ohne sehr sei sein seine seinem seinen seiner
            seit selbst sich sie sind so sobald solche soll sollen sollte sollten somit sondern sonst sowie über um und uns unser
            unsere unserem unseren unserer unter viel viele vom von vor war waren warum was weil welche welchem welchen welcher
            welches wenn wer werde werden wie wieder will wir wird wirst wo wodurch wofür woher wohin wollen wollte womit worauf
            wurde wurden würde würden zu zum zur zwar zwischen""");

    static final Set<String> ITALIAN = words("""
            a ad agli ai al alla alle allo anche avere c che chi ci cioè come con cosa così cui d da dagli dai dal dalla dalle
            dallo degli dei del della delle dello di dove e è ed era fa fare gli ha hai hanno ho i il in io l la le lei lo loro lui ma
            me mi mia mie miei mio ne nei nel nella nelle nello no noi non nostra nostro o per perché però più posso può puoi
            qual quale quali quando quella quelle quelli quello questa queste questi questo qui se sei si sia siamo sono sopra
            sotto su sua sue sui sul sulla suo tra tu tua tuo un una uno vi voi vostra vostro""");

    static final Set<String> NORWEGIAN = words("""
            alle at av ble bli blir da de deg dem den der dere deres det dette din disse du eller en enn er et etter for fra før
            ha hadde han hans har henne her hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke inn jeg kan man med meg men
            min mitt mot må når ned noe noen nå og også om opp oss over på seg selv si sin sitt skal skulle som så til ut under
            var ved vi vil ville vår være vært""");

    static final Set<String> PORTUGUESE = words("""
            a à ao aos as às até com como da das de dela dele deles do dos e é ela elas ele eles em entre era essa esse esta está
            este eu faço fazer foi há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nossa nosso o onde os
            ou para pela pelas pelo pelos por porque posso pode qual quais quando que quem se sem ser seu só são também te tem
            tenho ter um uma você vocês""");

    static final Set<String> SPANISH = words("""
            a al algo alguna alguno ante antes así aunque cada como cómo con contra cual cuál cuando cuándo de del desde donde
            dónde dos e el él ella ellas ellos en entre era es esa ese eso esta está este esto estoy fue ha hace hacer hago han
            hasta hay he la las le les lo los más me mi mí mis mucho muy nada ni no nos nosotros nuestra nuestro o otra otro para
            pero por porque puede puedo que qué quien quién se ser si sí sin sobre son su sus también tanto te tengo tiene todo
            todos tu tú un una uno unos usted y ya yo""");

    static final Set<String> SWEDISH = words("""
            alla allt att av bara blev bli blir de dem den denna deras det detta dig din dina du där då efter ej eller en er era
            ett från för få får göra gör ha hade han hans har henne här hon hur i icke in inte ja jag kan kunde man med mellan men
            mig min mina mot mycket ni nu när någon något några och också om oss på samma sedan sig sin sina ska skall skulle som
            så till under upp ut utan vad var varför varje vem vi vid vilken vill vår våra än är över""");

    private StopWords() {}

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.split("\\s+")));
    }
}
