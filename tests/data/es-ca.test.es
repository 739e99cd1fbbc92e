En el próximo escenario, comenzará con una cantidad predefinida de oro.
La leyenda de Wesmere Capítulo quinto
La leyenda de Wesmere Capítulo cuarto
La leyenda de Wesmere Capítulo primero
La leyenda de Wesmere Capítulo tercero
La leyenda de Wesmere Capítulo segundo
Una buena escaramuza contra pestilentes enemigos.
¿Un buen contrato por una considerable suma de dinero?
Una pena que dejásemos pasar la oportunidad de limpiar también los bosques de enanos.
Jamás volver a ver la brillante faz selenita!
Debí quedarme en las montañas en vez de unirme a los orcos!
Un conocido en apuros
Tras la decisión del consejo, Kalenz y Cleodil se retiraron al norte.
Quizás sea ese mi destino.
Vamos, Kalenz, preparemos un rescate.
¿Un ejército de elfos en el norte?
¿Y les acompañan enanos?
Hemos de vencerles ahora que están dispersos, antes de que aúnen fuerzas, lo que significa lanzar un ataque antes de que lleguen los refuerzos.
Quizá podamos aplastar a los humanos antes de que intervengan los elfos.
¡Arrasad tanto la ciudad como el castillo!
Y veo que el resto de la guarnición ha sido hecha prisionera.
¿Y qué ocurre con nuestro hogar?
¿Cómo liberaremos Lintanir sin hacerles la guerra a los orcos?
Y el resto de la comunidad Wesnoth por comentarios, crítica, ayuda con WML y gráficos.
¡Y tenemos con nosotros lo que queda de la tesorería élfica!
¿Y dónde encontraríamos a este mago, si existe?
¡Apresuraos, nos presionan con dureza!
¿Decís que los orcos nos atacaron porque buscaban algo?
Como Landar había eliminado al consejo élfico; por unanimidad, Kalenz fue elegido «Alto Señor de los Elfos».
Tanto los elfos del sur como los del norte le juraron lealtad.
¡Os necesitamos de regreso lo antes posible!
Los orcos han atacado a los humanos.
Los orcos están acabados.
Más trucos y palabras decorosas, por mis barbas.
Conocemos bien a vuestra especie... y de todos modos, ¿quién necesita de vuestra ayuda, enclenques?
El mismo beso de acero le dará la bienvenida a cualquier intruso.
¡Cualquiera que ponga un pie en la orilla oriental de este río, deseará no haber nacido!
La batalla por el libro
Agradece, jode-árboles, que te haya liberado del dolor de ver tu preciosa ciudadela arrasada y en llamas.
Porque el libro es como el rubí de fuego.
¡Cualquier inepto puede utilizar la magia del libro, pero sólo un maestro puede eliminar los deseos de poder que éste le traerá!
Aquél que falle se convertirá en algo similar a Haldric, o peor...
¡Antes de morir, sabed que perdisteis en Wesmere, perdisteis en Tath, perderéis aquí y que vuestro gran jefe está muerto!
Creyendo que la relativa seguridad de Wesmere podría ser nada más que una costosa ilusión, Kalenz, Landar y Olurf dejaron suficientes tropas y recursos para protegerlo fuertemente antes de comenzar el largo y peligroso viaje en pos del gran mago de Doria.
Pronto se darían cuenta de que el peligro se encontraba más cerca de lo que suponían.
Sin embargo la historia de Kalenz no había concluido.
La maldición de Aquagar se había cumplido; con su vida prolongada por el poder del brebaje de Crelanu, Kalenz no sólo sobrevivió a sus amados, sino también a sus hijos.
Alejado de su gente debido a su mortalidad, huyendo del reflejo en sus ojos de aquellos a quienes había perdido, abandonó su hogar y vagó durante muchos años a través del Gran Continente.
Con frecuencia aparecía de improviso en algunos lugares en épocas en las que su gente estaba en graves aprietos, y los ayudaba con sabiduría, o con magia, o con su brillante y afilada espada.
El oro del Ka’lian es del Ka’lian.
¿Quieres que dividamos nuestras fuerzas, unos queriéndolo devolver mientras otros intentáis un ataque sorpresa?
Pero la tranquilidad no duró.
En el mundo exterior, se alzaban mareas sangrientas.
En el corazón de Landar, quien una vez fuese su amigo, el mal no había sido derrotado, sino que se avivaba y crecía...
Y queréis algo a cambio...
Pero... ¿matar a sus jóvenes?
¿Vamos a ir tan lejos?
El elfo tiene derecho a reprochar nuestras acciones.
Mi padre no os ayudó cuando os atacaron los orcos.
Pero mi padre está muerto.
Demasiadas cosas hizo mi padre que soy incapaz de comprender; se volvió suspicaz y extraño en sus últimos días.
¡Pero ahora yo soy el rey de Wesnoth, no mi padre!
Y es mi intención renovar nuestra alianza firmando un nuevo tratado aquí, con vos.
Capítulo quinto Guerra civil
Capítulo cuarto La alianza
Capítulo Primero Huida y lucha
Capítulo tercero El libro de Crelanu
Capítulo segundo La tesorería
Cleodil tiene un corazón puro.
Quizá ella pueda guardar vuestro libro sin que sus secretos la corrompan...
Cleodil, manteneos cerca de mi.
Si realmente hay algo tras este aura de terror, seguro que vuestros agudos sentidos lo captarán y me gustaría saber de inmediato de qué se trata.
La objeción de Cleodil es sabia.
Únicamente un comandante negligente divide sus tropas frente a la superioridad numérica del enemigo; hacerlo es un ofrecimiento para ser derrotados por separado.
Venid, os entregaré el brebaje a vos y a Landar y os mostraré un lugar seguro para cruzar el río.
Consejo con duras resoluciones
Al menos abatieron a unos pocos troles antes de irse.
Creador y diseñador principal
Crelanu nos advirtió de que esto podría ocurr...
El brebaje de Crelanu tiene efecto en Kalenz
El brebaje de Crelanu tiene efecto en Landar
El hogar de Crelanu debería de estar cerca, si mi memoria no me falla.
¡Malditos seáis, jode-árboles!
Tendremos que esperar al grueso del ejército.
Sus gritos fueron dulces.
Derrote a los líderes enemigos
Derrote a todos los líderes enemigos.
Derrote a todos los líderes enemigos y destruya todas las villas
¡Degollad a cualquiera que las traspase!
Destruid todo, raíces y ramas.
¡Que no quede nadie con vida!
¿Pensastei’ q’os dejaríamos acapará’ to’a la diversió’ con los orcos?
Bastantes enemigos tenemos ya como para provocar a unos nuevos.
¡No escuchéis a este traidor!
¡Todos habéis oído la orden!
Volverán a ensuciar nuestros bosques cuando crezcan.
No podemos abandonar nuestra capital.
No os preocupéis demasiado por nosotros.
Está claro que tenéis vuestros propios problemas.
¡Los elfos jamás deben rendirse a estas asquerosas bestias!
¿Quiénes lucharán a mi lado?
Elfos, habéis luchado con gran valentía y habéis conseguido una gran victoria en el bosque de Wesmere.
De hecho, se hacen más fuertes cada día.
Estáis luchando contra el destino.
Pero por el momento habéis desviado la atención de los orcos.
La resistencia última de los elfos
Final de la guerra
Entrar en la tesorería sauria con un jinete y llevarse el oro
La situación en el Ka’lian se tornó angustiosa antes de que Kalenz y los suyos pudieran llegar allí...
La maldad adopta muchas formas, amor.
Hoy podemos ver otra de sus caras... y de nuevo hemos de derrotarla.
Vuestro leal servicio jamás será olvidado.
Suficientes enemigos tenemos ya en nuestra situación sin hacernos enemigos acérrimos de éstos enanos.
¡El libro será mío!
¡Para ser un elfo, pensáis como un enano!
¡Creo que empezáis a gustarme!
Durante días Kalenz y su pequeña hueste viajaron acercándose paulatinamente al Ka’lian.
Gracias a la niebla densa y a la habilidad élfica para atravesar bosques fueron capaces de eludir a los perseguidores orcos.
Entonces, cuando llegaban a su destino, sopló el viento norte y levantó la niebla para desvelar una vista angustiosa...
¡Bajo las estrellas, recitaré odas en tu nombre!
Liberados de la tensión de la guerra, disfrutaron de su mutua compañía.
El vínculo amoroso que habían formado en medio del peligro y la muerte se hizo más fuerte, e incluso logró disipar los restos del mal que el brebaje de Crelanu había ocasionado en Kalenz.
Los dos comenzaron a plantearse tener hijos.
Amigos, hoy hemos logrado una gran victoria, aunque a expensas de las vidas de muchos buenos hombres.
Permitamos que éste sea el principio de una nueva alianza entre nuestra gente.
No mencionéis la derrota, Galtrid.
¡Nuestros enemigos perecerán con sangre y fuego!
Galtrid, vuestros hombres están exhaustos tras tan largo combate.
El general Aldar ha recibido vuestro mensaje.
Solicita que detengáis a los refuerzos orcos del norte, evitando que se unan a los suyos.
¡No puede permitir que entren en batalla ésas tropas sanas!
Nuestros refuerzos deberían llegar en unos pocos días.
No podemos regresar ahora.
Pero tened mucho cuidado; no me gusta en absoluto el aspecto de estas tierras.
Vaya sigiloso y con presura.
¡Id y decidle al consejo y al rey humano que nosotros estaremos allí!
Ve, Landar, pero ten cuidado.
Vamos, informe de los sucesos al líder de guerra Grubr.
¡Grandes huestes de orcos rodean el Ka’lian!
Si caemos sobre ellos por su retaguardia mientras se enfrentan a los defensores, quizá aún podamos derrotarlos todos juntos.
¿No se ha derramado ya bastante sangre?
Creo que podríamos arreglar nuestras diferencias una vez nos hayamos encargado de la amenaza orca.
Parece llevarlo mejor que yo...
Ni siquiera nos dejaron atravesar sus tierras para evitar a los troles.
¡No se puede dialogar con traidores!
¡No dejéis títere con cabeza!
Aquí estamos al fin.
¿Landar, estás seguro de querer continuar con esto?
¿Tengo pintas de elfo?
Quizá la intransigencia de los enanos sirva a nuestros propósitos.
Adelante, hagáis lo que hagáis, no piséis la ribera oriental!
Entregadnos la joya y quizás no destruyamos vuestra bonita casa de muñecas, y quizás os perdonemos la vida.
En cualquier caso, os prometemos una muerte rápida y sin dolor.
¡Nosotros también luchamos por Landar!
¡Ahora que ellos necesitan nuestra ayuda se apresuran a solicitarla!
¿Cómo es que sabéis acerca del rubí de fuego?
¡No me diréis que tuvimos que luchar contra los saurios, cruzar el Arcan-doria, luchar contra los monstruos del río, y lidiar con troles y yetis para llegar hasta aquí por nada!
Acepto sus servicios con gratitud, pues necesitaré toda espada, arco, o hechizo, con los que derrotar a estos invasores.
Lo que está hecho, hecho está.
¡Me avergüenza morir en manos de los jode-árboles!
Me aflige profundamente que hayamos llegado a esta situación, Landar.
Fuiste mi mejor amigo.
¡Los orcos nos destruirán!
No estoy seguro de esto, Cleodil.
No obstante, hay algo cierto en lo que dice Landar; el vasto mundo verde debe saber que hay un precio, un alto precio, por intentar saquear el bosque de Wesmere.
No estoy muy seguro...
Mi padre no le prestó la atención debida a los asuntos militares, ya hemos perdido demasiados hombres...
Seguramente todos esos secretos superan mis capacidades.
¡Yo ser el señor de la guerra más fuerte!
¡Yo ser el nuevo gran líder!
Apenas puedo ver con la niebla que nos rodea, pero puedo sentir el peligro.
Apenas puedo creer que esté luchando junto a estos traidores.
¡Sólo no puedo luchar contra los orcos!
¡Este es el fin!
No me imagino cómo podrían los troles ser menos amigables.
¡Muero, pero no me iré de este mundo sin una justa venganza!
Perderéis a vuestros seres queridos.
¡Y vos, Crelanu, vuestro libro sólo os traerá desdicha y perseguirá a todos sus futuros dueños hasta que mueran!
¡Éste será el precio por asesinarme a mí, Aquagar, gran encantador de dracos de Morogoth!
No creo que pudiera soportar tu muerte.
Mucho menos podría soportar la corrupción de tu alma; la aflicción acabaría conmigo.
¡Quizá ahora pueda descansar!
Temo que esto se va a convertir en un baño de sangre...
Advierto la sombra del destino cerniéndose sobre mi alma.
Estoy destinado a hacer algo aquí, no sé qué podría ser.
Me uniré con mis ancestros en el «Salón de los caídos»
Lamento haberle fallado Kalenz, mi señor...
Desearía haber podido evitar estos caminos...
La ruta oriental pasa por un territorio perteneciente a los enanos, y es más corta.
Preferiría que los enanos nos proporcionaran un paso seguro, ya que el otro camino atraviesa territorio de troles...
¡Siempre te dije que estábamos solos en esto!
No es por tu culpa, pues yo no tomé un solo frasco.
Quería asegurarme de que íbamos a aniquilar al gran jefe orco, por lo que volví buscando un segundo frasco y también lo bebí.
Ahora he alejado a nuestros aliados enanos y le traje muerte y desgracia a nuestra propia gente.
Incluso traté de matar a mi amigo.
Soy una vergüenza para los elfos.
¡Pero necesitamos preparar un ejército fuerte ya que los orcos regresarán!
Hubo un tiempo en el que conté a Haldric como a un amigo, sin embargo, fue él quien me desterró de Wesnoth.
Me acusó de intentar robar el rubí, de codiciar su poder... pero la verdad es que el rubí retuerce la mente de Haldric, volviéndolo incluso más hosco y desconfiado con aquellos que una vez llamaba aliados.
Cualquiera puede manejar el rubí durante la batalla cuando su ira se mezcla con la ardiente naturaleza de la gema, pero únicamente un maestro de las artes mágicas, o alguien extrañamente puro de corazón, puede manejarlo con seguridad fuera de la batalla.
Desprotegido, su radiación mágica modifica sutilmente a Haldric cada vez que está cerca.
¡Yo los vi primero, necio!
La recompensa me pertenece sólo a mi.
Veo que no puedo convencerte.
Ve, haz lo que sea necesario; pero ten cuidado Kalenz, temo por todos nosotros...
¡Diviso orcos pestilentes a los que derribar!
¡Veo tropas que llegan desde el sur!
¡Debe de tratarse de nuestro ejército, que ha aplastado a elfos y humanos, y ahora viene a ayudarnos a destruir a los elfos restantes!
Percibo una presencia que no corresponde a las criaturas de Aquagar.
¿Quiénes sois, y qué intenciones os traen aquí?
No hay signos de falsedad tras sus palabras, mi señor.
No percibo maldad en él; nosotros somos los intrusos aquí.
Perdonadle la vida si es posible.
Pero cuando nuestra necesidad no sea tan acuciante, entonces, deberemos reconsiderar...
Comprendo bien lo que eso implica, querida, pero no quiero creerlo.
Landar es mi amigo, tan querido para mí como lo eres tú.
¡Deseadme suerte, y que no me descubran!
Pero me temo, Landar, que estás cargando un peso terrible sobre tu conciencia.
Intentaré arreglar las cosas entre ellos...
También confío en él.
Los enanos son... rudos... para nuestros estándares, pero no son mentirosos.
Creo que sabe bien que si no hace honra a su contrato, la próxima vez no estaremos dispuestos a ayudarlos.
Yo también creo que nos encontramos en grave peligro.
Si una shyde desarrolla un lazo afectivo especial con alguien, éste podrá recibir sus habilidades curativas.
Esto permite a Cleodil otorgar a Kalenz puntos extra de curación al comienzo del turno.
Si no fuese por Kalenz y su gente, ninguno de nosotros estaría aquí para discutir hoy este tema.
Si sois Crelanu, el mago, hemos venido a solicitar vuestra ayuda.
Si venís con nosotros, os protegeremos...
Si pierde aún tendrá la oportunidad de derrotar a Kalenz en el escenario siguiente.
¿Si vuestro libro es tan poderoso como decís, por qué no usarlo contra los orcos?
¿En unos pocos días?
¡Eso es demasiado tarde!
Correcto, sin embargo es arriesgado tomarlo.
Fue preparado con el extracto de los ojos de un poderoso liche de los no muertos.
¡Os volverá invisibles, pero es muy posible que tenga efectos indeseados, algunos temporales, otros permanentes!
Por supuesto que no.
Reserva tu ira para nuestros enemigos, Landar.
Cierto, no será nada fácil.
Pero quizá pueda ayudaros...
Antes de que pueda ayudarnos, seremos nosotros quienes le prestemos ayuda.
Pero me temo que las apariencias engañan.
La mente de Landar se ha obscurecido y nublado, así me lo muestran mis capacidades perceptivas.
Los tiempos han de ser muy oscuros para que los elfos tengan que aprestarse a soñar con matanzas.
Esos dracos buscaban mi libro.
Este libro contiene toda la magia y hechizos que conozco.
Son muy poderosos, pero el único enemigo al que no pueden vencer es la vejez.
Este conocimiento me tienta a prolongar mi vida de formas oscuras y malignas...
Pero éste es el trabajo de mi vida y destruirlo sería como matar a mi propio hijo.
Aquagar ha caído, pero vendrán más.
Uno de mis aliados me ha traicionado y ahora son demasiados los que conocen la existencia de este libro.
¡Al fin puedo descansar!
Es como dices, Cleodil.
No puedo disfrutar nuestras victorias, ni puedo descansar.
Estoy luchando contra ella a cada momento.
No es buena señal que hayamos llegado a estar tan divididos.
No es sabio arrastrar a un enemigo herido a una situación desesperada; así sólo luchará con mayor fuerza.
Quebranten su voluntad y déjenles huir, así propagarán su temor hacia nosotros entre los suyos.
Se dice que la batalla con los elfos del norte fue el comienzo del fin de la revuelta de Landar.
Pero los rescoldos del fuego de la guerra civil se mantuvieron encendidos durante muchos años más, sin que ningún bando fuera capaz de reunir las fuerzas suficientes para conseguir una victoria decisiva.
Hasta que, finalmente, el comportamiento cada vez más insolente y arrogante de Landar alejó a muchos de sus seguidores.
Tras reunir todas las tropas que pudo, Kalenz marchó contra su antiguo amigo y ahora mortal enemigo, Landar, en el bosque de Gitamoth...
Sera un juego extraño observar esto...
Simplemente asegúrense de no irrumpir en nuestro territorio.
A Kalenz y Cleodil les quedó claro que no habría refugio para ellos mientras Landar viviese.
Sin embargo, durante sus años de retiro, la fama por sus logros no había hecho más que crecer.
Muchas sanadoras y hechiceras acudieron a la convocatoria de Cleodil, y Kalenz descubrió que muchos reclutas acudían a el con tanta prontitud como si siguiese bajo el título de «Gran Señor».
No fue todo culpa tuya...
¡Quizá la maldición de Aquagar se hizo realidad, o quizá tú fueses el precio de sangre que el destino se cobró por nuestra victoria!
Descansa bien, mi amigo.
¡Descansa en paz, Landar, héroe de los elfos!
Ni los troles, ni nosotros, los enanos, vamos allí a la ligera.
De nuevo muestras sabiduría.
De acuerdo, hacia el Ka’lian!
Tenemos una costumbre ancestral entre los enanos, comprar algunas birras a los guerreros antes de la batalla...
No es lahjosha; si no la joya: ellos se referían al rubí de fuego...
Trae consigo un grupo que difícilmente se asemeja a un ejército.
Es la fuente de vuestros problemas.
Es un artefacto mágico muy poderoso.
El tirano, Haldric, la tiene en su poder, pero con artimañas ha hecho creer a los orcos que los elfos la ocultan.
Sin embargo, ahora los orcos sospechan que fueron engañados.
Haldric y su gente pagarán por la arrogancia de éste.
Siento haberte fallado, Kalenz... amado...
Kalenz y su banda rompieron el cerco de los orcos, sólo para descubrir que las tierras por las que pasaba el camino más directo al Ka’lian ya estaban rebosantes de orcos.
Por lo visto, la incursión al hogar de Kalenz no era más que una pequeña fracción de una gran migración hacia el sur.
No había otra opción salvo dar un rodeo a través de territorios que los elfos, de otro modo, hubiesen evitado...
Kalenz y sus fuerzas corrieron a romper el asedio de la tesorería de los elfos...
Kalenz comienza este escenario retirado y es incapaz de reincorporar a sus veteranos.
Kalenz enterró a Landar con grandes honores y le construyó un monumento digno de un verdadero héroe elfo.
Kalenz solo podrá reincorporar chamanes y sus avances de su antiguo ejército; el resto de sus hombres, se unieron a Uradredia antes de su llegada.
Kalenz debe cruzar el río
Kalenz no podrá reclutar o reincorporar chamanes, o cualquiera de sus avances, durante este escenario.
Kalenz o Landar ha de alcanzar la señal
Kalenz alcanza la señal
Kalenz ha de sobrevivir durante seis días
Kalenz tenía razón y yo me equivocaba.
Marchad, seguid a Kalenz mientras podáis.
¡Hemos venido para luchar a vuestro lado!
Kalenz, estamos de nuevo en deuda con vos.
Regresasteis justo a tiempo.
¡Kalenz, habéis conseguido una gran victoria!
¿Pero... por qué razón habéis invitado a un enano al consejo élfico?
Kalenz, has completado tu misión.
El gran jefe orco está muerto y has recuperado tu hogar.
Kalenz... las shydes y druidas no aprueban esto.
Ya vencimos una vez a los saurios, y el corazón de Landar está a rebosar de odio.
Los veteranos de Kalenz se unieron a las huestes de los elfos del norte, bajo el mando de Uradredia.
Muy pronto, el ejército de Landar hizo su aparición...
Mantenga a Velon con vida
¿Acabar con un gran líder orco?
¡Pero si está mejor defendido que un agujero de troles!
Derrote a cualquier líder orco
Matar al Gran jefe orco y que Kalenz alcance la señal
Rey Haldric II, me complace mucho oír tales palabras.
Nos enfrentamos a adversarios muy peligrosos.
Planeamos poner fin a esta amenaza y cualquier aliado es bienvenido.
Landar y Kalenz eran amigos desde la infancia.
Landar también atraía la atención de los ancianos, en especial por su habilidad innata para hacer travesuras y gastar bromas.
Pero el joven no tenía mala intención, y sus bufonadas le hicieron popular entre los elfos más jóvenes.
Landar será impulsivo, pero expresa directamente la razón por la cual vinimos aquí.
Yo tampoco comprendo de qué estáis hablando.
Olurf me ha dicho que sois muy sabio, pero que sólo ayudáis si recibís algo a cambio.
Landar puede ser impulsivo, pero es un gran guerrero y mi amigo de confianza.
Creo que deberíamos partir a cumplir con nuestra tarea.
Crelanu, vuestro libro estará seguro con nosotros.
Cleodil lo guardará hasta que encontremos a un portador que lo merezca.
Landar, no derramemos más sangre de elfo.
Sé lo que ocurrió con el brebaje.
Landar, los pensamientos extraídos cuando hierve la sangre raramente son correctos.
A los demás seguidores de Landar se les perdonó la vida, pero fueron desterrados al bosque de Gitamoth, desde entonces conocido como el «Bosque Silencioso».
Dejando atrás el Arcan-doria, Kalenz y su grupo se aventuraron en las peligrosas montañas de Doria...
La leyenda de Wesmere
¡Les brindaremos nuestro apoyo — está claro que lo necesitan!
Parece que vuestro amigo el mago está en apuros.
Quizás algunos de mis enanos puedan escoltarte...
¡Más de esos atiza-caballos!
¡Huid, salgamos de aquí!
Mis ojos están abiertos.
Brillas como una estrella en la noche, Cleodil.
Serás mi guía en la oscuridad.
¡Mi señor Kalenz, estáis en gran peligro!
Nuevo objetivo: Transporte el tesoro, con un jinete, a la señal
¡Temo por ti, Kalenz!
No... no desearía verte sufrir daños.
No, no rompáis la formación.
Un elfo cayó a manos de una bestia.
¿Realmente importa qué bestia?
No, no lo es.
Pero si no derrotamos a los orcos aquí y ahora nuestra desunión será irrelevante.
Aceptaré cualquier espada dispuesta, me contentaré con eso.
No, mi tiempo se ha acabado...
Pero la carga que os dejo, Kalenz, es tomar mi libro y ocultarlo de manos indignas.
Encontrad a alguien que pueda guardarlo sin resultar corrompido por su poder.
¡Y luego encontrad a alguien capaz no sólo de guardar el libro sino también de utilizarlo con sabiduría!
No, nuestro ataqué ha sido repelido.
No, nosotros huimos de un ataque a nuestro hogar en Lintanir.
Luego habrá tiempo suficiente para charlar; hemos de derrotar a estos orcos juntos, o al menos contenerlos lo bastante como para que los humanos lleguen a tiempo en nuestra ayuda.
¡Sin ti no podré continuar!
¡No podemos seguir sin Landar!
¡Ni seré un enemigo fácil!
Ni siquiera en vuestros sueños, elfo.
¡Salid, y manteneos lejos de aquí!
¿No se asemeja a un ejército?
¡Cada uno de éstos enanos, portadores de poderosas hachas, vale por tres de vosotros con esos estúpidos arcos!
Ahora que hemos firmado el tratado, debemos ponerlo en práctica.
Lucharemos contra los orcos antes de que el invierno caiga sobre nosotros; necesitamos que demostréis vuestro poder ante ellos, alejándolos de los caminos que llevan al norte.
¿Podremos contar con vosotros?
¡Entonces marchemos ligeros con los elfos del norte!
Oh, no, me olvidé de mi dosis de la poción de invisibilidad de Crelanu.
¿Olurf, son todos los enanos que pudisteis encontrar?
¡Orcos, solo encontraréis muerte en este bosque!
La nuestra es una causa perdida.
¡Con Uradredia muerto, los elfos del Norte ya no lucharán!
Nuestras defensas son escasas ya.
¡Elfos, preparaos para enfrentaros a otro asalto de los orcos!
Nuestro enemigo son los orcos, no los enanos.
¡Olurf, no va a ser el único que se divierta con esto!
Nuestro agradecimiento, Kalenz, hijo de Kliada.
Nuestras tropas están a vuestras órdenes.
Nuestros problemas serán también los vuestros, tanto si lo queréis como si no.
Los orcos han llegado desde el norte como una inundación; si discutimos entre nosotros, se aprovecharán de nuestra discordia.
Quizá los ancianos sentían que los tiempos cambiantes requerían mentes más flexibles; ésos fueron los años en los que los humanos de la Isla Verde se establecieron al sur del río Grande y el mundo conocido empezó a cambiar más velozmente de como lo hiciera en el último milenio.
Tal vez tu seas demasiado compasivo para hacer lo que se ha de hacer, pero muchos de nosotros no lo somos.
Quizá fuiste más sabio que yo, Landar.
Si hubiésemos dividido nuestros soldados, no estaríamos forzados a la inacción.
¡Prepárate para tu muerte, bruja elfa!
Revisión de prosa y adaptación para la línea principal
Acelerando el paso, elfos y enanos corrieron hacia el humo...
Alcanzar la señal con Kalenz
Recuerden, estamos aquí en una misión.
Lucharemos contra los saurios si es necesario, pero nuestra prioridad es llegar a Doria.
No permitáis que os alejen del Ka’lian, hemos de hacer preparativos por si vuelven.
¡Así que es verdad!
¿Así que los orcos, buscando el rubí, atacarán ahora a los humanos?
Baja la voz, Landar.
Aún tenemos que salir de aquí...
Han encontrado algunos enanos muertos en nuestro campamento.
Creo que los enanos nos abandonarán pronto.
¡Muy aterrador este Aquagar se cree que es!
Vamos, creo que Crelanu nos debe algunos tragos.
Algunas semanas después, mientras Kalenz y sus compañeros descendían desde los grandes picos de las montañas profundas, por sus laderas, hacia el sur...
Spiros, George y Alexander Alexiou (Santi/fnaek)
Apartate a un lado.
Haré lo que sea necesario.
No es necesario que manchéis vuestras manos con sangre de crías Yo no lo haré.
¡Rendíos o morid, folla-árboles!
Las espadas nos ayudarán más que las odas, Kalenz, lo supiste antes que yo.
Entonces tendréis espadachines, tan rápido como pueda encontrarlos y regresar.
¡Toma eso, escoria orca!
Eso explica por qué son tan insensatos durante la batalla...
Si el Ka’lian está demasiado asustado o ciego para ver lo que hay que hacer, tendremos que hacerlo nosotros.
Ése era el último.
Una amarga tarea y ningún recuerdo del que enorgullecerse.
Supongo que aquel debe de ser el mago del que Olurf nos habló.
Sin embargo, no ha sido a él a quien percibí mientras nos acercábamos a este lugar...
El líder ha de morir
¡El gran jefe ha sido asesinado!
¡Quien lo haya hecho, obtendrá el trono sobre mi apestoso cadáver!
El gran consejo ha decidido que era demasiado arriesgado enviar tropas aquí.
Pero algunos discrepamos y hemos acudido para luchar con vosotros.
¡El rey está aquí!
¡Saludad a Haldric II, rey de Wesnoth!
¡Los elfos del norte ya son libres!
Los elfos del Norte aguantan aún.
¡Preparaos para la batalla!
El portador de este cofre estará ralentizado tanto en movimiento como en ataque sufriendo los mismos efectos que produce el especial «ralentiza».
«Ralentiza» divide a la mitad el daño total de los ataques, y el coste de movimiento se ve duplicado en cada terreno.
Una unidad ralentizada mostrará el icono de un caracol en la barra lateral de información al ser seleccionada.
El arrogante clamor de un cuerno de guerra se oye en la distancia.
¡Los elfos están atacándonos!
Los elfos nos han machacado y no usaron lah josha.
¡A gran jefe no gustarán malas noticias!
¡Los elfosss nosss han seguido!
Debemosss proteger el oro hasta que lleguen los refuerzosss.
Entre los elfos hay leyendas de cosas similares.
Esa escoria elfa negó su rendición, líder de guerra.
¡La tesorería élfica está siendo atacada!
Los grandes héroes elfos Kalenz y Landar nacieron en el tranquilo bosque de Lintanir en las lindes del gran Bosque del Norte.
No hubo más incidentes en el camino de vuelta a Wesmere, pues parecía que los orcos se habían retirado para reagruparse tras sus derrotas.
Kalenz y su grupo llegaron justo a tiempo...
¡Las leyendas son ciertas!
¡Las criaturas marinas vienen a por nosotros!
El ya no tan arrogante clamor de un cuerno de guerra se oye en la distancia.
¡El jefe orco ha muerto!
¡Ahora debemos hacer que parezca que fue asesinado por la mano de un orco!
Las fuerzas de los orcos han acampado al sur del río Grande, y han rodeado el asentamiento fortificado de los humanos en Tath.
Los humanos están enviando a todas sur fuerzas hacia allí.
Hemos de decidir si los vamos a ayudar o no.
No hemos podido derrotar a los orcos, nuestras reservas están agotadas, y las tropas, exhaustas.
Los orcos nos han presionado para retroceder al Ka’lian.
Los orcos han si’o derrotados.
¡Ahora recuperaremos lo que nos pertenece!
Los saurios saquearon tranquilamente nuestro depósito de oro, pero vinieron buscando algo en concreto... una alhaja que llamaban lahjosha.
¡Su venganza está siendo horrible!
¡Entonces tendremos que arremeter contra alguna de las avanzadas de orcos y romper el cerco antes de que nos alcancen más enemigos!
Entonces no habéis oído la mala nueva.
El Rey Haldric ha roto el tratado.
Entonces, tú, que escogiste la vía del acero que portas, puedes reclamar ese precio.
Aquellos que hemos seguido la vía de las hadas no te acompañaremos.
Hay un modo, pero será muy arriesgado.
Dos de vosotros entrarán en el campamento orco a escondidas y asesinarán al gran jefe.
Hay un brebaje que os puede tornar invisibles por algún tiempo.
No queda otra opción.
No había otra opción.
Aunque nos cueste la vida, valió la pena.
Pronto tendremos una gran contienda contra los orcos en Wesmere.
Si pudieseis cubrir nuestro flanco norte, os pagaría 400 piezas de oro.
Estos son orcos curtidos junto a troles veteranos.
Gentes, preparaos para una larga y dura contienda...
¡Estos elfos son endebles, simple carnaza para nuestros lobos!
No ’stán luchando por oro; ’tán aquí por deleite.
¡Habría traído mucho’ más si mis gentes no hubiesen mencionado palabra sobre ayudar a los elfos!
¡Incluso aplastan nuestros huevos!
Se resisten con ferocidad; la batalla aún no está decidida.
¡Tomaron todo nuestro tesoro!
Rápido, montad emboscadas en todos los senderos de aquí a Wesmere.
¡Las cosas no van bien!
¡Nos encontraremos de nuevo, traidores!
Ésta no parece ser la elección más sabia.
¡Siento una extraña sensación!
Landar, recuerda que has de permanecer lejos de los lobos; podrían olernos.
Éste es Kalenz, líder de los elfos.
Lo traje aquí para pediros vuestro consejo y ayuda en nuestra lucha contra los orcos.
¡Es mi hora de gobernar y mataré a cualquiera que lo ponga en duda!
¡Si alcanzan el Ka’lian, todo estará perdido!
¿Esto quiere decir que estamos seguros por ahora, no?
¡Esos embusteros elfos han entrado en nuestra tierra!
Aquellos de los nuestros que seguimos a Kalenz hemos demostrado que es posible.
Hemos estado luchando, en toda clase de ubicaciones, desde que nos obligaron a abandonar nuestra tierra natal.
¡Y estamos dispuestos a morir por derrotar a los asquerosos orcos!
¡Esos apestosos troles han entrado en nuestra tierra!
Aún no siendo noble de nacimiento, Kalenz pronto demostró una habilidad prometedora en las artes de su gente.
Su brillante intelecto recibió un respeto mayor de lo habitual entre los ancianos que, comúnmente, no otorgaban interés a nadie que no hubiere vivido por una centuria.
Gracias al especial vínculo entre Kalenz y Cleodil, ella le da fuerzas para que luche mejor.
Estando adyacente a Cleodil, Kalenz causa un 25% más de daño cuando lucha.
¡A las armas, hermanos elfos!
Puede que sean muchos, pero nuestro ejército está al caer a poca distancia de aquí.
¡Hemos de resistir hasta que lleguen!
Para eludir los bloqueos de los saurios en los accesos orientales de Wesmere, Kalenz y su compañía de guerra se desviaron para alcanzar el bosque de Wesmere desde otra dirección...
Para saber acerca de las últimas y tal vez las más grandes hazañas de Kalenz, de la época en la que vagaba e solitario, buscad la historia de Delfador el Grande y de la caída de la reina usurpadora Asheviere.
Os dije que no sería una excursión campestre, niño elfo.
¡Todos los traidores morirán!
Intente salvar las unidades enanas promocionadas
Grugl intentó comer enanos, pero se atragantó con sus peligrosas hachas afiladas.
Grugl quería sabrosa carne de elfo, pero se atragantó con sus terribles flechas punzantes!
Nos recomendaba debilidad, pero no se merecía tan mala muerte.
¡Volveremos con espadas para vengarle!
Velon, os juro, por toda vida en Iridia, que no permitiré que seáis olvidado mientras a los elfos les quede aliento para cantar.
Muy bien, supongamos que Cleodil acepta ser la guardiana de vuestro libro.
¿Cómo nos ayudaríais a asesinar al gran líder orco?
¿Sabéis algo sobre un ejército de elfos marchando hacia aquí?
Somos muy pocos para vencer al enemigo sin ellos.
¡Cuidado con la serpiente!
Os estamos agradecidos por este consejo.
Pero, ¿podríais ayudarnos de una manera más directa?
¡Es demasiado tarde, los efectos de la pócima se han acabado y somos visibles!
Podremos sacarles ventaja en los bosques y montañas, más allá de la costa norte.
Pero, ¿cruzar el río sin un puente?
¡Nosotros, los enanos, sabemos que el agua es una cosa muy peligrosa!
No podemos ser exigentes acerca de con quién nos aliamos cuando nos acucia la necesidad.
Haremos lo que debemos hacer.
Nos enfrentamos a una difícil decisión.
Sé que los humanos no nos ayudaron cuando los orcos atacaron, pero los orcos son enemigos de todos.
Si los humanos caen, nosotros seremos los siguientes.
Hemos derrotado a los saurios y liberado a la guarnición, que no es poco... pero nuestro oro ha desaparecido.
Hemos sido incapaces de socorrer a los defensores, más tropas orcas se acercan.
Finalmente hemos llegado a Saurgrath, su capital.
Recordad de qué lado han estado en la guerra contra nuestra gente.
Oh rey, hemos descubierto que la energía originada en el rubí puede tener efectos malignos sobre sus portadores.
En aras de vuestra propia seguridad y de la de vuestro reino, os recomendamos aislarlo en una malla afiligranada con oro puro y cargada con magia de la luz.
No hemos recibido nueva alguna del Ka’lian.
¡Hemos alcanzado el tesoro!
Hemos recuperado mucho más que nuestro oro.
¡Parece ser que estos saurios han tomado el hurto como vocación!
Hemos recuperado nuestro oro, eso está bien.
¡Mientras nos debilitamos, el enemigo se fortalece!
Haga que su canción sea bella...
Debemos liberarlos y hacer que los saurios paguen por ello.
¡Atacad y no dejéis a ninguno con vida!
Debemos dejar nuestras diferencias a un lado y aliarnos contra la amenaza de los orcos.
Necesitamos matar al gran jefe y salir antes de que el efecto de la pócima se acabe.
¡Vuestra venganza será diez veces mayor!
¡Haremos que te tragues tus arrogantes palabras antes de matarte, gusano elfo salido de los árboles!
Es más, debemos enseñarles que saquearnos es una locura mortal; de otro modo nos acosarán como una plaga de ratas.
¡El Ka’lian está a salvo!
¿Consiguieron asaltar la ciudadela?
¡Pronto tendremos que arreglar cuentas con estos saurios de una vez por todas!
¿Qué queréis decir con: ’habéis desviado su atención’?
¡Este orco guardaba botín!
¿Qué tipo de efectos indeseables?
¡Tus labios no están hechos para pronunciar el nombre de la ciudadela del Ka’lian, que lleva en pie desde antes de que tu gente se arrastrase bajo la luz del sol y seguirá mucho después de que seáis olvidados!
¿Kalenz, habéis perdido la cabeza?
¡Seguro que no dejaréis 400 piezas de oro en manos de este mercenario traidor!
Hay algo más; el rey Haldric ha muerto.
Su sucesor quiere renovar nuestra alianza y ha solicitado nuestro auxilio.
Parece que los orcos han rodeado un enclave enano.
Por el estruendo, del griterío que escucho, creo que nuestro viejo amigo, Olurf, se encuentra aquí.
Cuando Kalenz sintió que ya había realizado sus tareas de la mejor manera posible, se retiró con Cleodil a su hogar en el bosque de Lintanir.
¡Cuando encuentres a los tuyos en el árido abismo, cuéntales que pereciste a manos de los elfos de Kalenz!
¡Hicieron una promesa, deberían estar aquí!
Frente a un contrato, nuestro honor está en juego.
¡Estaremos allí para cubrir el flanco norte o de otro modo os devolveremos vuestro dinero!
Con el libro de Crelanu en sus manos, Kalenz y su grupo comenzaron una larga travesía hacia el sur, hacia el Ka’lian...
Con nuestro ardid descubierto, los orcos invadirán nuestros bosques en vez de pugnar entre ellos.
Con la batalla de Tath concluida, Kalenz y Landar sabían que se acercaba la hora de poner en práctica el peligroso pero necesario plan de Crelanu.
Mientras tanto Cleodil estuvo instruyendo a Kalenz, aunque renuente, en algunos secretos escogidos del libro de Crelanu...
Con la alianza entre elfos y humanos restablecida, nuestros héroes se apresuraron hacia el campo de batalla...
Con los orcos inmersos en una guerra civil, era la oportunidad para Kalenz de recuperar su añorado hogar.
Habían estado llegando informes de un enclave de elfos norteños resistiendo aún a la invasión orca.
Rápidamente se decidió enviar fuerzas en su ayuda.
Pero el duro clima invernal les sorprendió durante su viaje...
Sin sus líderes, los saurios huyen presa del pánico.
¡Liberemos a la guarnición antes de que se reagrupen y contraataquen!
Sí, tengo la poción de invisibilidad.
Si, iros, Kalenz, yo protegeré al Ka’lian hasta que nuestro ejército regrese del frente de batalla.
Sí, precisamente eso es lo que decía.
Pero una vez que ganen, vuestra gente serán los siguientes.
Sí... esto explica muchas cosas.
Será como decís, os estoy agradecido por la advertencia.
¡Son los elfos que robaron nuestro oro!
La recompensa ser mía!
Quizá n’habíais errado con vu’stro vaticinio del ataque de orcos.
No podéis derrotarlos con vuestros actuales recursos.
Sólo podéis ganar tiempo, con la esperanza de poderlo usar para fortaleceros de nuevo.
No podéis siquiera imaginarlo.
¿Por qué suponéis que los orcos recorrieron tan largo camino para atacaros?
Vos debéis de ser Landar.
Muy valiente, pero también muy impulsivo.
Debe dominar el campo de batalla y ser capaz de arrollar a sus oponentes.
Necesitáis asesinar a su gran jefe y hacer que parezca que fueron orcos los que lo hicieron.
De ese modo iniciarán una guerra civil por su sucesión, pues muchos ansían su puesto.
Estaréis a salvo hasta que surja un nuevo líder lo bastante fuerte como para volverlos a unir.
Debéis intentar alcanzar a Uradredia y a los elfos del norte.
El también se ha negado a unirse a Landar.
Se dice que algunas tropas aún leales a vos se dirigen hacia allí.
Me habéis leído el pensamiento, Cleodil.
Venid conmigo, yo mismo os protegeré de cualquier daño.
Atentos todos, mantengan sus armas cerca mientras cruzamos.
¡Te has entrometido con el elfo equivocado!
¿Te pones en nuestra contra?
¡No me lo puedo creer!
¿Cómo ha podido llegar un elfo a volverse contra otro con tanto resentimiento?
Tendrá una lista de reincorporaciones y una cantidad de oro inicial diferentes de los que podría esperar para el comienzo de este escenario ya que no comienza con el ejército de Kalenz.
¡No llegaréis muy lejos!
Vuestro padre poseía cierta joya, el rubí de fuego.
Vuestra fuerza física disminuirá, pero a cambio podréis usar magia con mayor facilidad e intensidad.
Pero el verdadero peligro radica en el contacto con la naturaleza maligna del liche fluyendo por vuestras venas.
Tendréis que luchar y dominar a este mal en vuestro interior, de otro modo podríais convertiros poco a poco en un semiliche menor.
Por eso sólo debéis tomar una ínfima dosis y acabar el trabajo rápidamente.
Si os retrasáis fracasaréis en vuestra misión y si tomáis una dosis excesiva os convertiréis en lo que el liche fue.
—Para ser un elfo...
Un sistema operativo multiplataforma
La calidad del software libre
El marco legal: una organización sin ánimo de lucro
Los documentos de fundación
El compromiso hacia los Usuarios
Las directrices de software libre de Debian
El funcionamiento interno del proyecto Debian
El papel activo de los usuarios
Seguir las noticias de Debian
El papel de las distribuciones
El instalador: debian-installer
La biblioteca del software
Ciclo de vida de una versión
La promoción desde Testing a Stable
El estado de Oldstable y Oldoldstable
Antes de sumergirnos directamente en la tecnología, vamos a echar un vistazo a qué es el proyecto Debian, sus objetivos, sus medios y su funcionamiento.
CULTURA El origen del nombre Debian
No busque más: Debian no es un acrónimo.
Este nombre es en realidad una palabra compuesta por dos nombres: los de Ian Murdock y su novia en ese momento, Debra.
Debian es una distribución GNU/Linux.
Más adelante veremos con más detalle qué es una distribución en la Sección 1.5, “El papel de las distribuciones”, pero por ahora nos limitaremos a decir que es un sistema operativo completo, incluyendo el software y los sistemas para su instalación y gestión, todo ello basado en el núcleo Linux y software libre (en especial del proyecto GNU).
Cuando creó Debian en 1993, bajo la dirección de la (FSF), Ian Murdock tenía unos objetivos claros que expresó en el Manifiesto Debian.
El sistema operativo libre que buscaba tendría que tener dos características principales.
En primer lugar, la calidad: Debian se desarrollaría con el mayor cuidado, para ser dignos del núcleo Linux.
También sería una distribución no comercial, lo suficientemente creíble como para competir con las principales distribuciones comerciales.
Esta doble ambición, a su modo de ver, sólo podía lograrse mediante la apertura del proceso de desarrollo de Debian al igual que la de Linux y del proyecto GNU.
Por lo tanto, la revisión entre pares mejoraría continuamente el producto.
CULTURA GNU, el proyecto de la FSF
El proyecto GNU es un conjunto de software libre desarrollado, o patrocinado, por la «Free Software Foundation» FSF, creado por su líder emblemático el Dr. Richard M. Stallman.
GNU es un acrónimo recursivo, que significa «GNU no es Unix».
El fundador de la FSF y autor de la licencia GNU GPL, Richard M. Stallman (a menudo conocido por sus iniciales, RMS) es un líder carismático del movimiento del Software Libre.
Debido a que es intransigente en su posición no es admirado de forma unánime, pero sus contribuciones no técnicas al software libre (en el plano jurídico y filosófico) son respetadas por todo el mundo.
COMUNIDAD El viaje de Ian Murdock
Ian Murdock murió el 28 de diciembre de 2015 en San Francisco después de una serie de tuits preocupantes donde informó que había sido agredido por la policía.
En julio de 2016 se anunció que su muerte había sido declarada suicidio.
Debian, manteniéndose fiel a sus principios iniciales, ha tenido tanto éxito que, hoy en día, ha alcanzado un tamaño enorme.
Por otra parte, con más de 31.000 paquetes fuente, el software disponible puede satisfacer casi cualquier necesidad tanto en casa como en la empresa.
Estas vistas parciales de Debian se organizan en un marco bien definido, lo que garantiza compatibilidad sin problemas entre las diferentes subdistribuciones.
Todas ellas siguen la planificación general para el lanzamiento de nuevas versiones.
Y dado que están construidas sobre la misma base, pueden extenderse, completarse y personalizarse fácilmente con las aplicaciones disponibles en los repositorios de Debian.
VOLVER A LOS CIMIENTOS Para cada equipo, su arquitectura
La mayoría del software disponible en Debian está escrito en lenguajes de programación adaptables («portable»): el mismo código fuente se puede compilar para varias arquitecturas.
En efecto, un binario ejecutable, siempre compilado para una arquitectura específica por lo general no funcionará en ninguna de las otras arquitecturas.
Recuerde que cada programa es creado escribiendo código fuente, este código fuente es un archivo de texto compuesto por instrucciones en un determinado lenguaje de programación.
Antes de poder utilizar el software es necesario compilar el código fuente, lo que significa transformar el código en un binario (una serie de instrucciones de máquina ejecutable por el procesador).
Cada lenguaje de programación tiene un compilador específico para ejecutar esta operación (por ejemplo, gcc para el lenguaje de programación C).
debian-installer es el nombre del programa de instalación de Debian.
Su diseño modular permite que sea usado en un amplio rango de escenarios.
Debian sigue todos los principios del software libre, y sus nuevas versiones no se publican hasta que estén listas.
Los desarrolladores trabajan en un horario establecido ni tienen que apresurarse para cumplir con un plazo arbitrario.
Las personas se quejan con frecuencia del largo tiempo entre versiones estables de Debian, pero esta precaución garantiza que se logre la legendaria fiabilidad de Debian: son realmente necesarios largos meses de pruebas para que la distribución completa reciba la etiqueta «estable».
Debian no realizará compromisos en cuanto a calidad: todos los errores críticos conocidos en paquetes clave se resuelven en cada nueva versión, incluso si esto requiere retrasar la fecha de lanzamiento prevista inicialmente.
Los paquetes opcionales cuyos errores críticos no son solucionados y, por tanto, no cumples los requisitos de calidad son simplemente desechados de la versión estable.
Legalmente hablando, Debian es un proyecto gestionado por una asociación de voluntarios norteamericana sin fines de lucro.
El proyecto cuenta alrededor de un millar de desarrolladores Debian pero agrupa a un número mucho mayor de colaboradores (traductores, informadores de errores, artistas, desarrolladores casuales, etc.).
Para llevar su misión a buen término, Debian cuenta con una gran infraestructura con muchos servidores conectados a través de Internet, ofrecidos y alojados por muchos patrocinadores.
COMUNIDAD Detrás de Debian, la asociación SPI y las filiales locales
Debian no posee servidor alguno bajo su nombre, ya que solo es un proyecto dentro de la asociación Software in the Public Interest (SPI), la cual administra el hardware y los aspectos económicos (donaciones, compra de equipos, etc.).
Además de SPI, varias asociaciones locales colaboran estrechamente con Debian con el fin de generar fondos para Debian sin que esté todo centralizado en EE.UU., en el lunfardo Debian se los conoce como «Trusted Organizations» («organizaciones de confianza»).
Esta configuración evita los costos prohibitivos de las transferencias internacionales y encaja perfectamente con la naturaleza descentralizada del proyecto.
Los abundantes resultados finales producidos por el proyecto Debian derivan simultáneamente del trabajo de sus desarrolladores experimentados en la infraestructura, trabajo individual o grupal de desarrolladores en paquetes Debian y comentarios y sugerencias de usuarios.
Los desarrolladores Debian tienen varias responsabilidades y, como miembros oficiales del proyecto, tienen una gran influencia en la dirección del mismo.
Un desarrollador Debian generalmente es responsable de al menos un paquete, pero según su disponibilidad y voluntad son libres de involucrarse en varios grupos asumiendo, así, más responsabilidades dentro del proyecto.
HERRAMIENTA Base de datos de desarrolladores
Debian posee una base de datos que incluye a todos los desarrolladores registrados en el proyecto y su información relevante (dirección, número telefónico, coordenadas geográficas como longitud y latitud, etc.).
Parte de esa información (nombre y apellido, país, nombre de usuario dentro del proyecto, nombre de usuario IRC, llave GnuPG, etc.) es pública y accesible en un sitio web.
Las coordenadas geográficas permiten la creación de un mapa ubicando a todos los desarrolladores alrededor del mundo.
Debian es realmente un proyecto internacional: se pueden encontrar desarrolladores en todos los continentes, aunque la mayoría están en el hemisferio Oeste.
Distribución mundial de los desarrolladores Debian
La manutención de paquetes es una actividad relativamente organizada, muy documentada o inclusive reglamentada.
Debe, de hecho, adherirse a todos los estándares establecidos por la Normativa Debian («Debian Policy»).
Afortunadamente, existen muchas herramientas que facilitan el trabajo de los desarrolladores.
Ellos pueden, entonces, concentrarse en las particularidades de su paquete y en tareas más complejas como la corrección de errores.
VOLVER A LOS CIMIENTOS Manutención de paquetes, el trabajo de un desarrollador
La Normativa («Policy») es un elemento esencial del proyecto Debian, establece las normas que garantizan tanto la calidad de los paquetes como también la interoperabilidad perfecta de la distribución.
Gracias a este documento, Debian se mantiene consistente a pesar de su gigantesco tamaño.
Puede leer las correcciones propuestas siendo discutidas en el sistema de seguimiento de errores:
COMUNIDAD Proceso editorial de la normativa
NORMA DEBIAN La documentación
Específicamente, el líder realmente tiene autoridad: sus votos deciden votaciones empatadas, pueden tomar decisiones sobre aquello que no esté a cargo de alguien más y pueden delegar parte de sus responsabilidades.
La constitución también define un «comité técnico».
El rol esencial de este comité es tomar decisiones en asuntos técnicos cuando los desarrolladores involucrados no llegaron a un acuerdo entre ellos.
De lo contrario, el comité tiene un rol de consejero para cualquier desarrollador que no tome una decisión en una cuestión de la que son responsables.
Es importante notar que el comité sólo se involucra cuando alguna de las partes así lo solicita.
Por último, la constitución define la posición de «secretario del proyecto» quien está a cargo de organizar las votaciones relacionadas a las varias elecciones y resoluciones generales.
CULTURA La discusión en llamas: «flamewar»
Un «flamewar» es una discusión demasiado apasionada que frecuentemente concluye con los involucrados atacándose entre ellos una vez que se agotaron todos los argumentos razonables en ambos lados.
Generalmente algunos temas son más propensos a generar polémicas que otros (la elección del editor de texto: «¿prefiere vi o emacs?», es un favorito).
Éstos frecuentemente provocan un intercambio muy rápido de correos debido al gran número de personas con una opinión en el asunto (todos) y la naturaleza subjetiva de estas preguntas.
Generalmente nada particularmente útil sale de esas discusiones; la recomendación general es mantenerse alejado de estos debates y tal vez leer rápidamente entre líneas el contenido ya que leerlo todo tomaría demasiado tiempo.
Muchos equipos «administrativos» en Debian funcionan por cooptación, prefiriendo voluntarios que ya han realizado contribuciones palpables y demostrado ser competentes.
La naturaleza pública del trabajo de estos equipos hace posible que nuevos colaboradores la observen y empiecen a ayudar sin ningún privilegio especial.
Esta es la razón por la que Debian es normalmente descripto como una «meritocracia».
CULTURA Meritocracia, el triunfo del conocimiento
Este método de operaciones es efectivo y garantiza la calidad de los contribuyentes en los equipos «clave» de Debian.
Este método dista de ser perfecto y ocasionalmente algunos no lo aceptan.
La selección de desarrolladores aceptados en los grupos puede parecer arbitraria o incluso injusta.
Lo que es más, no todos tienen la misma definición de los servicios esperados de estos equipos.
Para algunos es inaceptable tener que esperar ocho días para la inclusión de un nuevo paquete en Debian, mientras que otros esperarán pacientemente por tres semanas sin problemas.
Por ello, regularmente hay quejas sobre la «calidad de servicio» de algunos equipos por aquellos que están descontentos.
COMUNIDAD Integración de nuevos desarrolladores
El equipo a cargo de aceptar nuevos desarrolladores es el criticado con más frecuencia.
Uno debe reconocer que, a lo largo de los años, el proyecto Debian se ha vuelto más y más exigente con los desarrolladores que aceptará.
Por otra parte, el procedimiento de aceptación concluye con la revisión de la candidatura por parte de un pequeño equipo: los «administradores de las cuentas de Debian» («DAM» por sus siglas en inglés).
Por lo tanto, estos administradores se encuentran muy expuestos a críticas ya que tienen la última palabra en cuanto a la aceptación o rechazo del ingreso de un voluntario a la comunidad de desarrolladores de Debian.
En la práctica, a veces deben retrasar la aceptación de una persona hasta que conocen más acerca del funcionamiento del proyecto.
Por supuesto que cualquiera puede contribuir a Debian antes de ser aceptado como desarrollador oficial al ser respaldado por los desarroladores actuales.
Uno se podría preguntar si es relevante mencionar a los usuarios entre aquellos que trabajan dentro del proyecto Debian, pero la respuesta es un sí definitivo: tienen un papel crítico en el proyecto.
Lejos de ser «pasivos», algunos usuarios utilizan versiones de desarrollo de Debian y reportan fallos regularmente para indicar problemas.
Otros van más allá aún y envían ideas para mejoras reportando errores con gravedad «wishlist» o inclusive envían correcciones al código fuente, llamados «parches» (revise el recuadro Sección 1.3.2.3, “Enviar arreglos”).
La herramienta fundamental para enviar errores en Debian es el sistema de seguimiento de errores de Debian («BTS» por sus siglas en inglés), usada por grandes porciones del proyecto.
La parte pública (la interfaz web) permite a los usuarios ver todos los errores reportados con la opción de mostrar una lista ordenada de los errores de acuerdo a diversos criterios de selección tales como: paquete afectado, gravedad, estado, dirección del que lo ha reportado, dirección del desarrollador a cargo del error, etiquetas, etc.
También es posible navegar por el listado histórico completo de todos los debates sobre cada uno de los errores.
Bajo la superficie, el BTS de Debian se basa en el email: toda la información que almacena proviene de mensajes enviados por las personas involucradas.
El BTS de Debian tiene otras características y funciones como el uso de etiquetas para clasificar errores.
Para más información revise
VOCABULARIO Gravedad de un error
La gravedad de un error asigna formalmente un grado de importancia al problema reportado.
En efecto, no todos los errores son iguales; por ejemplo, un error de tipeo en una página de manual no es comparable con una vulnerabilidad de seguridad en un software de servidor.
Debian utiliza una escala extendida para indicar con precisión la gravedad de un error.
Cada nivel se define con precisión con el objetivo de facilitar la selección de los mismos.
Esta herramienta siempre apunta primero a las versiones de desarrollo, donde se solucionarán los errores.
En efecto, no se introducen cambios en una versión estable de Debian salvo por unas pocas excepciones, como actualizaciones de seguridad u otras actualizaciones importantes (si, por ejemplo, un paquete no funciona en absoluto).
La corrección de un error menor en un paquete de Debian deberá, entonces, esperar a la próxima versión estable.
Además, a muchos usuarios satisfechos con el servicio ofrecido por Debian les gustaría hacer su propia contribución al proyecto.
Como no todos tienen la experiencia necesaria en programación pueden elegir ayudar con la traducción y revisión de la documentación.
Existen listas de correo específicas a cada idioma para coordinar este trabajo.
«i18n» y «l10n» son abreviaciones de las palabras «internacionalización» y «localización» respectivamente, preservando la letra inicial y final de cada palabra y la cantidad de letras entre ellas.
Esto involucra parcialmente reescribir el programa inicialmente escrito para trabajar sólo en un idioma con el objetivo que pueda hacerlo en todos los idiomas.
«Localizar» un programa consiste en traducir los mensajes originales (frecuentemente en inglés) a otro idioma.
En resumen, la internacionalización prepara el software para la traducción que luego es realizada por la localización.
Los usuarios más avanzados podrían ser capaces de proporcionar un arreglo a un programa enviando un parche.
Un parche es un archivo que describe los cambios realizados a uno o más archivos de referencia.
En particular, contendrá una lista de las líneas eliminadas o agregadas al código así como también (además) líneas tomadas del texto de referencia que ponen en contexto las modificaciones (permiten identificar la ubicación de los cambios en caso que los números de línea hayan cambiado).
La herramienta utilizada para aplicar las modificaciones en uno de estos archivos es patch.
La herramienta que los crea es diff y se utiliza de la siguiente forma:
El archivo archivo.patch contiene las instrucciones para cambiar el contendo de archivo.antiguo al contenido de archivo.nuevo.
Podemos enviarlo a alguien que luego puede utilizarlo para crear archivo.nuevo de los otros dos de la siguiente forma:
Git es una herramienta para el trabajo colaborativo en múltiples archivos que mantiene un historial de las modificaciones.
Los archivos en cuestión son generalmente archivos de texto, como el código fuente de un programa.
Si varias personas trabajan juntas en el mismo archivo, git puede fusionar las modificaiones si fueron realizadas en porciones diferentes del archivo.
De lo contrario, se deben resolver estos «conflictos» a mano.
Git hace fácil manejar múltiples versiones concurrentes de un proyecto en desarrollo sin que interfieran entre ellas.
Estas versiones son llamadas ramas («branches»).
Esta metáfora sobre un árbol es muy atinada ya que un programa es desarrollado en un tronco común.
Cuando se llega a un hito (como la versión 1.0), el desarrollo continúa en dos ramas: la rama de desarrollo prepara la próxima versión a publicar y la rama de mantenimiento administra las actualizaciones y correcciones a la versión 1.0.
Si bien la salida de git diff es un archivo que puede compartirse con otros desarrolladores, normalmente hay mejores formas de enviar cambios.
Si los desarrolladores prefieren recibir parches por correo electrónico, normalmente quieren parches generados con git format-patch para que puedan ser integrados directamente en el repositorio con git am.
Esto preserva la información de metadatos de los «commits» y permite compartir varios «commits» de golpe.
En estos sistemas, una vez creada una cuenta, bifurcas (fork) el repositorio, creando efectivamente una copia del repositorio en tu cuenta, y después puedes clonar ese repositorio y subir (push) tus propios cambios a este.
Desde ahí, la interfaz web te sugerirá que envíes un merge request, notificando a los desarrolladores de tus cambios, facilitándoles la revisión y aceptación de tus cambios con un simple clic.
Otras formas de colaborar
Todos estos mecanismos de colaboración son más eficientes con el comportamiento de los usuarios.
Lejos de ser una colección de personas aisladas, los usuarios son una verdadera comunidad en la que ocurren numerosos intercambios.
No sólo los usuarios se ayudan entre ellos (y a otros) con problemas técnicos que los afectan directamente sino que también discuten las mejores formas para contribuir con el proyecto Debian y ayudar moverlo adelante — discusiones que frecuentemente resultan en sugerencias para mejoras.
Como Debian no gasta fondos en capañas de promoción sus usuarios cumplen un papel esencial en su difusión, asegurando su fama con el boca a boca.
Los voluntarios elaboran carteles, folletos, pegatinas y otros materiales promocionales útiles para el proyecto que ponen a disposición de todo el mundo, y que Debian ofrece libremente en su sitio web y en su wiki:
El proceso de desarrollo de una distribución derivada consiste en comenzar con una versión particular de Debian y hacer una serie de modificaciones a la misma.
La infraestructura utilizada para este trabajo es completamente externa al proyecto Debian.
No existe necesariamente una política para aportar mejoras.
Esta diferencia explica la forma en la que una distribución derivada «diverge» de sus orígenes y porqué deben resincronizarse regularmente con su fuente para beneficiarse de las mejoras realizadas en origen.
La distribución derivada de Debian más conocida es, sin duda, Ubuntu; pero existen muchas.
Revise el Apéndice A, Distribuciones derivadas para conocer sobre sus particularidades y sus posiciones en relación con Debian.
Debian-Med, por Andreas Tille, dedicada a la campo de la medicina;
DebiChem, centrado en la Química, proporciona paquetes y programas de química.
La mayoría de los equipos administrativos son relativamente cerrados y solo reclutan miembros por cooptación.
La mejor forma de convertirse en miembro de uno es asistir inteligentemente a miembros actuales demostrándoles que uno entiende sus objetivos y métodos de operación.
Los ftpmasters están a cargo del archivo oficial de paquetes Debian.
Antes de incluirlo en el conjunto de paquetes existentes, deben también verificar la licencia de todo paquete nuevo para asegurar que Debian puede distribuirlos.
VOCABULARIO El pseudopaquete, una herramienta de monitorización
El sistema de seguimiento de errores, diseñado inicialmente para asociar los informes de errores con un paquete Debian, ha demostrado ser muy práctico para gestionar otros asuntos: listas de problemas pendientes de resolver o gestión de tareas sin ninguna relación a un paquete Debian concreto.
Por lo tanto, los «pseudopaquetes» permiten a ciertos equipos utilizar el sistema de seguimiento de errores sin tener que asociar un paquete real con el equipo.
Todo el mundo puede informar de los problemas que deben ser tratados.
HERRAMIENTA GitLab, alojamiento de repositorios Git y mucho más
Los colaboradores de Debian también se benefician de un proceso de trabajo más limpio gracias al bien comprendido proceso de «merge request» (similar a los «pull requests» de GitHub).
Este servicio lo administran Alexander Wirt, Bastian Blank y Jörg Jaspert.
Aseguran el funcionamiento óptimo de todos los servicios base (DNS, sitio web, correo, consola, etc.), instalar software pedido por desarrolladores Debian y tomar todas las precauciones necesarias en cuanto a seguridad.
HERRAMIENTA Seguimiento de paquetes Debian
Esta es una de las creaciones de Raphaël.
La idea básica es, para un paquete dado, centralizar tanta información como sea posible en una sola página.
Por lo tanto, uno puede revisar el estado de un programa, identificar tareas a completar y ofrecer asistencia.
Un servicio de suscripción por correo electrónico completa esta interfaz web.
Automáticamente envía a la lista la siguiente información que sea seleccionada: errores y discusiones relacionadas, disponibilidad de una nueva versión en los servidores Debian, disponibilidad de nuevas traducciones para revisión, etc.
Los usuarios avanzados pueden, entonces, seguir de cerca toda esta información e inclusive contribuir al proyecto una vez que entiendan lo suficiente sobre cómo funciona.
Estos dos sitios web son las herramientas desarrolladas y gestionadas por el grupo de control de calidad («Quality Assurance») dentro de Debian (conocido como Debian QA).
Los «listmasters» administran el servidor de email que gerencian las listas de correo.
Crean nuevas listas, manejan rechazos (anuncios de fallo de entrega) y mantienen filtros de spam (correo masivo no solicitado).
CULTURA Tráfico en las listas de correo: algunos números
Equipos de desarrollo, equipos transversales
A diferencia de los equipos de administradores los equipos de desarrollo son más abiertos, incluso a los colaboradores externos.
Incluso si Debian no tuviera vocación de crear software, el proyecto necesita algunos programas concretos para alcanzar sus objetivos.
Desarrollado por supuesto bajo una licencia de software libre, estas herramientas hacen uso de métodos probados en otras partes del mundo del software libre.
Debian desarrolló poco software propio, pero algunos programas asumieron roles centrales y su fama se propagó más allá de los alcances del proyecto.
Sus equipos son, sin embargo, mucho más pequeños ya que se necesitan habilidades de programación algo avanzadas para entender el funcionamiento de este tipo de programas.
El equipo más importante probablemente sea el del programa de instalación de Debian, debian-installer, que ha llevado a cabo una obra de increíbles proporciones desde su concepción en 2001.
Fueron necesarios numerosos colaboradores ya que es difícil escribir un único programa capaz de instalar Debian en una docena de arquitecturas diferentes.
Cada una con su propio mecanismo de arranque y su propio gestor de arranque.
El (pequeñísimo) equipo del programa debian-cd tiene un objetivo mucho más modesto.
Muchos contribuyentes «pequeños» son responsables de su arquitectura ya que el desarrollador principal no puede conocer todas sus sutilezas ni la manera exacta para iniciar el programa de instalación desde el CD-ROM.
Unos años después de su lanzamiento inicial, Debian formalizó los principios que debía seguir como proyecto de software libre.
Esta decisión activista permite un crecimiento ordenado y pacífico asegurando que todos sus miembros avancen en la misma dirección.
Para ser un desarrollador Debian, cualquier candidato debe confirmar y demostrar su apoyo y adhesión a los principios establecidos en los documentos de fundación del proyecto.
Se debate constantemente sobre el proceso de desarrollo, pero los Documentos Fundacinales son apoyados de forma amplia y consensuada, por lo que rara vez cambian.
La constitución de Debian también ofrece otras garantías para su estabilidad: se necesita una mayoría calificada de tres cuartas partes para aprobar cualquier cambio.
El proyecto también tiene un «contrato social».
¿Qué lugar tiene dicho texto en un proyecto diseñado únicamente para el desarrollo de un sistema operativo?
Tiene una explicación bastante simple: el trabajo de Debian es para sus usuarios, y por lo tanto, por extensión, para la sociedad.
Este contrato resume los compromisos que asume el proyecto.
Vamos a analizarlos con mayor detalle:
Esta es la regla número 1.
Debian está y permanecerá conformado entera y exclusivamente por software libre.
Además, todo el desarrollo de software dentro del proyecto Debian será, en sí mismo, libre.
PERSPECTIVA Más allá del software
La primera versión del contrato social de Debian decía «Debian permanecerá software libre 100%».
Este cambio que fue pensado únicamente de forma editorial ha tenido, en realidad, numerosas consecuencias, sobre todo con la eliminación de alguna documentación problemática.
Además, el cada vez mayor uso de firmware en los controladores plantea problemas: muchos no son libres pero son necesarios para el correcto funcionamiento del hardware correspondiente.
Vamos a devolverle a la comunidad de software libre.
Cualquier mejora que el proyecto Debian contribuye a un trabajo integrado en la distribución es enviado al autor de dicho trabajo (el origen, llamado «upstream» en inglés).
En general, Debian cooperará con la comunidad antes que trabajar aislado.
COMUNIDAD ¿Autor original o desarrollador Debian?
El término «autor original» hace referencia a el o los autores o desarrolladores de un programa, los que lo escriben y desarrollan.
En la práctica, ambos roles pueden entrecruzarse: el mantenedor en Debian puede escribir un parche que beneficie a todos los usuarios de dicho trabajo.
En general, Debian alienta a los responsables de un paquete en Debian a que se involucren también en el desarrollo “upstream” (se convierten, entonces, en colaboradores, sin limitarse al papel de simples usuarios de un programa).
O el desarrollador de Debian crea herramientas o documentación para la distribución de Debian, como asistentes de empaquetado (p. ej., debhelper) o frameworks de integración (p. ej., ca-certificates) y se convierte en un “autor original” por esas creaciones.
No esconderemos los problemas.
Debian no es perfecto y habrá que solucionar nuevos problemas todos los días.
En todo momento, Debian mantendrá toda su base de datos de errores abierta para el público.
Los informes que presenten las personas online se harán visibles a los demás rápidamente.
Nuestras prioridades son nuestros usuarios y el software libre.
Este compromiso es más difícil de definir.
Debian impone, por lo tanto, una parcialidad al momento de tomar una decisión y descartará una solución sencilla para los desarrolladores que ponga en riesgo la experiencia de los usuarios, prefiriendo una solución más elegante aún cuando sea más difícil de implementar.
Esto implica tomar en cuenta, como prioridad, los intereses de los usuarios y el software libre.
Trabajos que no cumplan nuestros estándares de software libre.
Debian acepta y entiende que los usuarios pueden desear utilizar programas no libres.
Es por eso que el proyecto permite el uso de partes de su infraestructura para distribuir paquetes Debian de software no libre que puede ser redistribuido de forma segura.
COMUNIDAD ¿A favor o en contra de la sección no libre («non-free»)?
Frecuentemente, el compromiso de mantener una estructura para incluir software no libre (es decir, la sección «non-free», revise el recuadro VOCABULARIO Los compendios main, contrib y non-free) es tema de debate dentro de la comunidad Debian.
Los detractores argumentan que aleja a la gente de equivalentes libres y se contradice con el principio de servir sólo a la causa de software libre.
Los defensores simplemente dicen que la mayoría de los programas no libres son «casi libres», limitados por sólo una o dos restricciones molestas (siendo la prohibición de uso comercial del software la más común).
Al distribuir estos trabajos como no libres, indirectamente explicamos al autor que su creación sería más conocida y utilizada por más público si pudiera ser incluida en la sección general («main»).
Se los invita, por lo tanto, a alterar su licencia con dicho propósito.
La eliminación de la sección no libre, luego de un primer e infructuoso intento en 2004 es improbable que reaparezca en la agenda, especialmente porque contiene muchos documentos útiles que fueron movidos simplemente porque no cumplen los nuevos requerimientos para la sección principal.
En particular, tal es el caso de ciertos archivos de documentación del proyecto GNU (Emacs y Make).
Muchos sistemas modernos también requieren el llamado "firmware", pequeños archivos binarios, que son necesarios para ejecutar hardware específico.
La existencia continua de la sección no libre es fuente esporádica de fricciones con la Fundación de software libre («Free Software Foundation») y es la principal causa por la que se niega a recomendar oficialmente a Debian como sistema operativo.
Este documento de referencia define qué software es «suficientemente libre» para ser incluido en Debian.
Si la licencia del programa es acorde a dichos principios, éste se puede incluir en la sección principal; caso contrario, siempre que se pueda distribuir libremente, se podrá encontrar en la sección no libre.
La sección no libre no es oficialmente parte de Debian, es un servicio adicional provisto para los usuarios.
Se puede encontrar una explicación más detallada de las diferentes partes de Debian archive en la barra lateral VOCABULARIO Los compendios main, contrib y non-free.
Más que un criterio de selección para Debian, este texto se convirtió en autoridad en materia de software libre y sirvió como la base para la Definición de código abierto («Open Source Definition»).
Históricamente es una de las primeras definiciones formales del concepto de «software libre».
Abajo encontrará el texto como se publica en el sitio web de Debian.
La licencia de un componente de Debian no puede restringir a un tercero el vender o entregar el programa como parte de una distribución mayor que contiene programas de diferentes fuentes.
La licencia no debe solicitar regalías u otras comisiones por dicha venta.
El programa debe incluir el código fuente completo, y debe permitir la distribución en forma de código fuente y en forma compilada (binario).
La licencia debe permitir modificaciones y trabajos derivados y debe permitir que estos se distribuyan bajo los mismos términos que la licencia del programa original.
Integridad del código fuente del autor.
La licencia puede restringir la distribución del código fuente en forma modificada sólo si la licencia permite la distribución de «parches» («patch files») para poder modificar el código fuente original del programa en el momento de compilarlo.
La licencia debe permitir explícitamente la distribución de software a partir de código fuente modificado.
No discriminación contra personas o grupos.
La licencia no debe discriminar a ninguna persona o grupo de personas.
No discriminación en función de la finalidad perseguida.
La licencia no puede restringir el uso del programa para una finalidad determinada.
Por ejemplo, no puede restringir el uso del programa a empresas con fines comerciales, o en investigación genética.
Distribución de la licencia.
Los derechos asociados al programa deben aplicarse en la misma forma a todos aquellos a los que se redistribuya el programa, sin necesidad de pedir una licencia adicional para estas terceras partes.
La licencia no debe ser específica para Debian.
Los derechos asociados al programa no deben depender de que el programa sea parte o no del sistema Debian.
Si el programa es extraído de Debian y usado o distribuido sin Debian, pero manteniendo el resto de las condiciones de la licencia, todos aquellos a los que el programa se redistribuya deben tener los mismos derechos que los dados cuando forma parte de Debian.
La licencia no debe contaminar a otros programas.
La licencia no debe poner restricciones sobre otros programas que se distribuyan junto con el programa licenciado.
Por ejemplo, la licencia no puede insistir que todos los demás programas distribuidos sobre el mismo medio deben ser software libre.
VOLVER A LOS CIMIENTOS «Copyleft»
El «copyleft» es un principio que consiste en utilizar los derechos de autor («copyright» en inglés) para garantizar la libertad de una obra y sus derivados, en lugar de restringir los derechos de uso, como es el caso con el software privativo.
El «copyleft» impone la preservación de todas las libertades iniciales sobre la distribución de una versión original o modificada de un programa.
Por tanto, no es posible distribuir un programa como software privativo si se ha generado a partir del código de un programa «copyleft».
Las licencias «GPL», «BSD» y «Artistic» son ejemplos de licencias que consideramos «libres».
VOLVER A LOS CIMIENTOS Licencias libres
La licencia GNU GPL, la Licencia BSD y la Licencia Artística cumplen las Directrices de software libre de Debian, aún cuando son muy diferentes entre sí.
La GNU GPL, utilizada y promocionada por la FSF («fundación de software libre» por sus siglas en inglés), es la más común.
Su principal particularidad es que también aplica a toda obra derivada que es redistribuida: un programa que incorpora o utiliza código GPL sólo puede ser distribuido según sus términos.
Prohíbe, por lo tanto, toda reutilización en una aplicación privativa.
Esto supone serios problemas para la reutilización de código GPL en software libre que no es compatible con esta licencia.
De esa forma, es a veces imposible enlazar un programa publicado bajo otra licencia de software libre con una biblioteca distribuida bajo la GPL.
Por el otro lado, esta licencia es muy sólida según leyes norteamericanas: los abogados de la FSF participaron en sus primeras revisiones y generalmente forzaron a que transgesores llegaran a acuerdos amigables con la FSF sin llegar a la corte.
La licencia BSD es la menos restrictiva: todo está permitido, inclusive el uso de código BSD modificado en una aplicación privativa.
Finalmente, la licencia artística es un compromiso entre las otras dos: se permite la integración de código en una aplicación privativa, pero cualquier modificación tiene que ser publicada.
COMUNIDAD Bruce Perens, un líder polémico
Bruce Perens fue el segundo líder del proyecto Debian justo después de Ian Murdock.
Fue muy polémico por sus métodos dinámicos y autoritarios.
Sin embargo, su contribución a Debian ha sido muy importante, con quien Debian tiene una deuda especial por la creación de las famosas «Directrices de software libre de Debian» («DFSG» por sus siglas en inglés), una idea original de Ean Schuessler.
Posteriormente, Bruce derivaría de este documento la famosa «Definición de código abierto» («Open Source Definition») eliminando todas las referencias sobre Debian.
Su partida del proyecto fue bastante emotiva, pero Bruce ha permanecido estrechamente ligado a Debian ya que continúa promoviendo la distribución en esferas políticas y económicas.
Esporádicamente aparece aún en las listas de correo para ofrecer su consejo y presentar sus últimas inciativas en favor de Debian.
Nombres tomados de personajes de la película «Toy Story».
Este largometraje animado compuesto completamente de gráficos generados por ordenador fue producido por Pixar Studios, para quien Bruce trabajaba cuando lideraba el proyecto Debian.
El nombre «Sid» tiene una característica particular ya que esta siempre asociada a la rama inestable Unstable.
En la película, este personaje era el niño vecino que siempre rompía juguetes — por lo que tenga cuidado al acercarse demasiado a Unstable.
Además, Sid es también el acrónimo de «aún en desarrollo» («Still In Development»).
Una distribución GNU/Linux tiene dos objetivos principales: instalar un sistema operativo libre en un equipo (sea con o sin uno o más sistemas preexistentes) y proveer un rango de programas que cubran todas las necesidades del usuario.
debian-installer, diseñado de forma extremadamente modular para ser tan genérico como sea posible, apunta al primer objetivo.
Cubre un gran rango de situaciones de instalación y, en general, facilita enormemente la creación de un instalador derivado para adecuarse a un caso particular.
Esa modularidad, que también lo hace muy complejo, puede desalentar a los desarrolladores que descubren esta herramienta; pero la experiencia del usuario es similar cuando lo utiliza tanto en modo gráfico como en modo texto.
Se ha dedicado mucho esfuerzo reduciendo la cantidad de preguntas realizadas al momento de instalar, particularmente gracias a la inclusión del software de detección automática de hardware.
Es interesante remarcar que las distribuciones derivadas de Debian son muy diferentes en este aspecto y sólo proveen un instalador más limitado (generalmente sólo para las arquitecturas i386 y amd64) pero más amigable al usuario no iniciado.
Por el otro lado, generalmente evitan desviarse demasiado en el contenido de los paquetes para poder beneficiarse lo mayor posible del amplio rango de software ofrecido sin causar problemas de compatibilidad.
La mayoría de los nuevos programas libres ingresan rápidamente a la versión de desarrollo que les permite ser instalados.
Si esto necesita de demasiadas actualizaciones debido a sus dependencias, el programa puede ser recompilado para la versión estable de Debian (revise el Capítulo 15, Creación de un paquete Debian para más información sobre este tema).
El proyecto tendrá de tres a seis versiones diferentes de cada programa simultáneamente, llamadas «Experimental» (experimental), «Unstable» (inestable), «Testing» (pruebas), «Stable» (estable), Oldstable (antigua estable) e incluso Oldoldstable (antigua «Oldstable»).
Cada una de las corresponde a una fase diferente en el desarrollo.
Para entender mejor, veamos la travesía de un programa desde su empaquetado inicial hasta su inclusión en una versión estable de Debian.
También hace referencia al anuncio público del lanzamiento de cualquier nueva versión (estable).
Primero revisemos el caso particular de la distribución Experimental: este es un grupo de paquetes Debian que corresponde a software que está actualmente en desarrollo y no necesariamente completado, explicando su nombre.
No todo pasa por este paso, algunos desarrolladores agregan paquetes aquí para recibir comentarios y sugerencias de usuarios más experimentados (y valientes).
De lo contrario, esta distribución generalmente alberga modificaciones importantes a paquetes base, cuya integración a Unstable con errores serios tendría repercusiones críticas.
Es, por lo tanto, una distribución completamente aislada, sus paquetes nunca migran a otra versión (excepto intervención directa y expresa de su responsable o los ftpmaster).
Además, no es autocontenida: sólo un subconjunto de los paquetes existentes están presentes en Experimental y generalmente no incluye el sistema base.
Por lo tanto, esta distribución es más útil combinada con otra distribución autocontenida, como Unstable.
Volvamos al caso típico de un paquete.
Este primer evento involucra una inspección y validación de parte de los ftpmaster.
El software luego está disponible en la distribución Unstable, la «cresta de la ola» elegida por los usuarios que prefieren paquetes más actualizados en lugar de menos errores.
Ellos descubren el programa y lo prueban.
Si encuentran errores, los reportan al encargado del paquete.
Quien prepara versiones corregidas regularmente que vuelve a subir al servidor.
During these times, autobuilder robots come into action.
Compilación de un paquete por los autobuilders
VISTA RÁPIDA buildd: el recompilador de paquetes Debian
buildd es la abreviación de demonio de compilación («build daemon»).
Este programa recompila automáticamente nuevas versiones de paquetes Debian en las arquitecturas en las que se encuentra (se evita la compilación cruzada en la medida de lo posible).
Por lo tanto, para generar binarios para la arquitectura arm64, el proyecto tiene disponibles máquinas arm64.
El programa buildd se ejecuta en ellas de forma continua y crea paquetes binarios para arm64 desde los paquetes fuente enviados por los desarrolladores Debian.
Este software es utilizado en todos los equipos que sirven como autobuilders para Debian.
Por extensión, se suele utilizar el término buildd para referirse a estas máquinas, que generalmente están reservadas sólo para este propósito.
Luego, el paquete habrá madurado; compilado en todas las arquitecturas, y no tendrá modificaciones recientes.
Será entonces candidato para ser incluido en la distribución de pruebas: Testing — un grupo de paquetes de Unstable elegidos según un criterio cuantificable.
Todos los días, un programa selecciona los paquetes a incluir en Testing según elementos que garanticen cierto nivel de calidad:
compilación satisfactoria en todas las arquitecturas oficiales;
falta de fallos críticos o, al menos, menor cantidad que la versión incluida ya en Testing;
dependencias que puedan ser satisfechas en Testing o que, por lo menos, puedan moverse allí junto al paquete en cuestión;
los controles de calidad automáticos del paquete (autopkgtest) —si está definido— no muestran ninguna regresión.
Este sistema no es infalible; se encuentran regularmente errores críticos en los paquetes incluidos en Testing.
Aún así, generalmente es efectivo y Testing tiene muchos menos problemas que Unstable, convirtiéndola para muchos en un buen compromiso entre estabilidad y novedad.
NOTA Limitaciones de Testing
Si bien es muy interesante en principio, Testing posee algunos problemas prácticos: la maraña de dependencias entre paquetes es tal que rara vez un paquete puede moverse allí completamente por su cuenta.
Con los paquetes que dependen unos de otros, a veces es necesario migrar una gran cantidad de paquetes simultáneamente, lo cual es imposible cuando algunos son actualizados frecuentemente.
Por otro lado, el script que identifica las familias de paquetes relacionados trabaja duro para crearlas (esto sería un problema NP-completo para el cual, afortunadamente, conocemos algunas buenas heurísticas).
Es por eso que podemos interactuar manualmente y guiar a este script sugiriendo grupos de paquetes o imponiendo la inclusión de ciertos paquetes en un grupo aún cuando esto rompa temporalmente algunas dependencias.
Esta funcionalidad es accesible a los administradores de versión («Release Managers») y sus asistentes.
Recuerde que un problema NP-completo es de una complejidad algorítmica exponencial según el tamaño de los datos, que son aquí la longitud del código (cantidad de líneas) y los elementos involucrados.
Frecuentemente, la única forma de resolverlo es examinar todas las configuraciones posibles, que requeriría cantidades enormes de recursos.
Una heurística es una solución aproximada pero satisfactoria.
COMUNIDAD El gestor de versiones («Release Manager»)
El gestor de versiones («Release Manager») es un título importante asociado a pesadas responsabilidades.
El portador de este título debe, en efecto, gestionar la publicación de una versión nueva y estable de Debian y definir el proceso de desarrollo de Testing hasta que cumpla los criterios de calidad para Stable.
También define un cronograma tentativo (que no siempre se cumple).
Supongamos ahora que nuestro paquete se incluye en Testing.
Mientras tenga margen de mejora, el responsable del mismo debe continuar mejorando y volver a inicar el proceso desde Unstable (aunque generalmente su posterior inclusión en Testing será más rápida: a menos que haya cambiado significativamente todas sus dependencias ya se encuentran disponibles).
El desarrollador completa su trabajo cuando alcanza la perfección.
El siguiente paso es la inclusión en la distribución Stable que, en realidad, es una simple copia de Testing en un momento elegido por el administrador de versión.
Lo ideal sería que esta decisión se tome cuando esté listo el instalador y cuando no exista ningún programa en Testing que tenga errores críticos conocidos.
Ya que este momento nunca llega realmente, en la práctica Debian llega a un compromiso: eliminar paquetes en los que su encargado no corrigió los errores a tiempo o acordar publicar una versión con algunos errores en los miles de programas.
El gestor de versiones habrá anunciado previamente un período de estabilización («freeze»), durante el cual cada actualización a Testing debe ser aprobado.
El objetivo aquí es evitar cualquier versión nueva (y nuevos errores) y sólo aprobar correcciones de errores.
El camino de un paquete a través de las varias versiones de Debian
VOCABULARIO Estabilización: la recta final
Durante el período de estabilización se bloquea el desarrollo de la distribución de Testing, no se permiten más actualizaciones automáticas.
Sólo los gestores de versión están autorizados a cambiar los paquetes de acuerdo a sus propios criterios.
El objetivo es prevenir la aparición de nuevos errores mediante la introducción de nuevas versiones; las actualizaciones que hayan sido analizadas a fondo sólo serán autorizadas cuando corrijan errores significativos.
Al final del viaje, nuestro paquete hipotético ahora está incluido en la distribución estable.
Este viaje, con sus dificultados, explica las demoras significativas que separan las versiones estables de Debian.
Esto contribuye, en general, a su reputación de calidad.
Lo que es más, la mayoría de los usuarios son satisfechos utilizando una de las tres distribuciones disponibles simultáneamente.
Los administradores de sistemas no necesitan la última y mejor versión de GNOME preocupados por la estabilidad de sus servidores por sobre todas las cosas; ellos pueden elegir Debian Stable y estarán satisfechos.
Los usuarios finales, más interesados en las últimas versiones de GNOME o KDE Plasma que en una estabilidad sólida, encontrarán en Debian Testing un buen compromiso entre la falta de problemas serios y software relativamente actualizado.
Finalmente, desarrolladores y usuarios más experimentados pueden liderar el camino probando todos los últimos desarrollos en Debian Unstable recién salidos del horno, arriesgándose a sufrir dolores de cabeza y errores inherentes en cualquier nueva versión de un programa.
¡A cada quien su propio Debian!
CULTURA GNOME y KDE Plasma, los entornos gráficos de escritorio
Camino cronológico de un programa empaquetado por Debian
Cada versión estable (Stable) tiene una esperanza de vida de unos 5 años y, dado que se tiende a liberar una nueva versión cada 2 años, pueden haber hasta 3 versiones soportadas en un mismo momento.
Cuando se publica una nueva versión, la distribución predecesora pasa a Oldstable y la que lo era antes pasa a ser Oldoldstable.
Este soporte a largo plazo (LTS) de las vereisones de Debian es una iniciativa reciente: colaboradores individuales y empresas han unido fuerzas para crear el equipo Debian LTS.
Las versiones antiguas que ya no son soportadas por el equipo de seguridad de Debian pasan a ser responsabilidad de este nuevo equipo.
COMMUNITY Empresas esponsorizando el esfuerzo de LTS (soporte a largo plazo)
Para llevar a cabo este proyecto, el proyecto contó con el hecho de que el soporte a largo plazo era particularmente relevante para las empresas y que serviría para repartir de forma mutua el coste del soporte a la seguridad.
El proyecto empezó en junio de 2014: algunas empresas permitieron a sus empleados colaborar a tiempo particial al proyecto Debian LTS mientras otras prefirieron patrocinar al proyecto con dinero para pagar a los colaboradores para que hicieran el trabajo que ellas no querían hacer de forma gratuita.
La mayoría de colaboradores de Debian cobrarán para trabajar en LTS conjuntamente para crear una oferta clara de patrocinio gestionada por Freexian (la empresa de Raphaël Hertzog):
En el equipo LTS de Debian, los voluntarios trabajan en paquetes que les importan mientras que los colaboradores pagados priorizan los paquetes que usan sus patrocinadores.
El proyecto siempre está buscando nuevos patrocinadores: ¿qué tal tu empresa?
¿Puedes prestar un empleado para que trabaje de forma parcial en el equipo de soporte a largo plazo?
¿Puedes reservar una pequeña parte del presupuesto para el soporte a la seguridad?
Presentación del caso de estudio
Como ya mencionamos, el proyecto Debian evoluciona de una forma muy distribuída y orgánica.
Como consecuencia, a veces puede ser difícil mantenerse actualizado sobre lo que ocurre dentro del proyecto sin sobrecargarse con un incesante aluvión de notificaciones.
Esta es una lista con poco tráfico (alrededor de una docena de mensajes por año) y sólo provee los anuncios más importantes, como la disponibilidad de una nueva versión estable, la elección de un nuevo Líder del proyecto o la Conferencia Debian anual.
El tráfico en esta lista es bastante razonable también (generalmente unos pocos mensajes por mes) e incluye las semifrecuentes «Noticias del proyecto Debian» (DPN: «Debian Project News»), una compilación de lo que ocurre en el proyecto.
COMUNIDAD El equipo de publicidad
Los canales de comunicación oficiales de Debian son gestionados por voluntarios del equipo de publicidad.
Son delegados del Líder del Proyecto Debian y moderan las noticias y los anuncios publicados allí.
Como implica su nombre los anuncios en ella probablemente sean más interesantes para desarrolladores, pero permite que cualquier interesado se mantenga al tanto de lo que sucede en términos más concretos que sólo cuando se publica una versión estable.
Además, «d-d-a» (como a veces se hace referencia a esta lista) es la única lista a la que los desarrolladores Debian deben suscribirse.
Transmite la mayoría de las noticias interesantes que se publican en las múltiples listas de correo que ya hemos tratado y otras noticias importantes contribuidas por miembros de la comunidad.
Puesto que todos los desarrolladores de Debian pueden contribuir con estas noticias cuando piensan que tienen algo significativo que hacer público, el blog de Debian proporciona una valiosa perspectiva al mismo tiempo que está centrado en el proyecto como una totalidad.
Puede encontrar también una fuente de información más informal en Planeta Debian, que combina los artículos publicados por colaboradores Debian en sus respectivos blogs.
Si bien su contenido no es exclusivo sobre el desarrollo de Debian, proveen una visión sobre lo que sucede en la comunidad y lo que hacen sus miembros.
Después de todo, podemos empezar a vivir como lo hicimos en Fremil.
De todas formas, debemos construir edificios militares más fuertes cuanto antes.
Mientras Saledus y yo caminábamos a través de estos maravillosos bosques en el norte, sentimos que nuestro futuro solo había empezado.
Esta tierra es muy pacífica, buena y hermosa, podría estar aquí hasta el fin de mi vida.
Ataca y destruye completamente los edificios bárbaros en cuanto tengas suficientes soldados.
Construye unos barracones para empezar a entrenar soldados.
Construye una cervecería y una bodega para darle a los mineros unos tragos buenos y fuertes.
Construye una fortaleza en la península (cerca de donde el cuartel general Bárbaro estaba antes).
Finalmente, eso va à evitar nuevos asentamientos de otras tribus en esa región.
Construye una candera al sur de tu sede.
Construye una mampostería y una infraestructura minera
Construye una taberna para producir comida para nutrir nuestros mineros.
Construye una torre para ver al interior del territorio enemigo.
Construye algunos fortines y centinelas alrededor de la colonia.
Construye edificios militares más fuertes, como un puesto de avanzada, una muralla o una torre, en la frontera oriental.
Construye tres casas de leñadores, una de silvicultor y un aserradero.
Crea una economía maderera
Por ahora, tenemos que concentrarnos en el presente, y construir algunas casas de leñadores y un aserradero para producir algunos materiales básicos de construcción.
Parece como si nos encontraramos cerca de una prueba - y parece que Saledus tenía razón con su temor relacionado con el naufragio que encontró.
Peligrosas Partes de Barco
Destruye a la tribu bárbara
Expande hacia el este, para empezar a minar mármol de la montaña.
Comida para tus mineros
Comida para los mineros
Hoy nuestra economía forestal ha sido completada.
Ahora podemos estar seguros de que tendremos suficiente madera para nuestros proyectos.
Hoy la construcción de la cantera fue terminada.
Ahora tendremos suficiente granito y mármol para construir edificios grandes.
Como sea: para todos estos edificios grandes, necesitamos mejores y más elegantes materiales de construcción.
Así que debes construir una casa para el mampostero, que tallará columnas a partir del mármol.
Te ruego que seas cauteloso y construyas algunos fortines y centinelas alrededor de nuestra colonia.
Acabo de visitar nuestra nueva taberna "En las palmas".
La cerveza que sirven es realmente deliciosa.
Es bueno ver que tenemos un ambiente más caluroso y familiar en nuestra isla.
Será una buena fuente para reforzar nuestro suministro de mármol de calidad, más allá de las escasas cantidades disponibles de la cantera.
Quizás estabas en lo cierto cuando dijiste que esta isla era un paraíso.
Es bonito, y por supuesto una buena idea, construir minas, que nos darán una vida confortable, pero la gente trabajando en las minas están infelices con la situación actual.
Tienen que trabajar duro y no tienen tiempo de hacer su propia comida.
Luego, caminé hacia las rocas en el sur y busqué un lugar donde podamos construir una cantera para obtener algo de granito para nuestros edificios grandes.
¿Lutius, no crees que olvidas algo importante?
Mármol en la montaña
Quizás necesites una granja porcina, un viñedo y algunos pozos.
Por supuesto esto significa que necesitas más recursos para preparar comida – como pescado, carne o pan.
En esta isla, empezaremos nuestra nueva vida.
Construiremos un puesto de avanzada para nuestro exilio, que quizás se convierta en un nuevo, hermoso hogar para cada uno de nosotros.
Protege tu frontera este
Proteja su frontera este
Provee a tus mineros con comida
Señor, no quiero entrar en pánico, pero encontré algo que me da una sensación de hundimiento en mi estómago y esparce olas de miedo en mi corazón.
Mientras caminaba a la costa del sur, encontré partes de otro barco.
No sé si esas partes son todo lo que queda de él.
En cualquier caso, no parecen ser viejas.
Señor, tengo buenas noticias para ti: Mientras caminaba hacia el este, he encontrar una gran montaña.
No estoy absolutamente seguro, un geólogo debe comprobarlo - pero creo que podemos minar mármol de algunos lugares de la montaña.
Empieza a minar mármol
Mampostería e infraestructura minera
Piedras para la Colonia
El primer edificio militar grande está completo y la infraestructura minera se pone mejor y mejor.
Ahora debemos pensar en prepararnos para la batalla.
Decía que el Emperador estaba en guerra con los Bárbaros.
Fueron atacados desde el norte por la tribu que se me prohibió atacar.
Está claro para mí lo que tengo que hacer...
Aún quedan algunos Bárbaros escondidos en nuestra isla, pero estoy seguro que los encontraremos pronto.
Todo Bárbaro que no nos haya atacado será puesto en un bote con los demás y enviados de nuevo a su país.
Para proveer estos comestibles, tendrás que construir una casa de pescador, una casa de cazador, una granja, un molino y una panadería.
Traía un mensaje que me llena de oscuros pensamientos y trae de regreso mis temores.
Hoy es un glorioso día.
Hemos peleado por nuestro nuevo hogar y salido victoriosos.
Hoy, mientras caminaba hacia la costa oriental, tuve un sobresalto.
He posado mi vista en una de esas odiadas, malvadas tribus Bárbaras con la que hemos tenido muchos problemas antes.
Hemos establecido una economía, entrenado nuevos soldados y empujado a los Bárbaros de la isla.
Ahora podemos pensar sobre nos próximos pasos.
¿Qué piensas sobre ayudarlos?
No puedo decirte que necesitamos exactamente... pero aquí están mis recomendaciones:
Madera para la colonia
