El perro duerme.
El perro duerme en la casa vieja.
Tengo hambre y quiero comer una manzana.
¿Dónde está la estación de tren?
Mi hermana trabaja en un hospital.
Mañana iremos a la playa con los niños.
El médico dijo que debo descansar.
¿Cuánto cuesta este libro?
Ayer llovió todo el día.
Me gusta el café con leche.
El gato subió al tejado.
Los estudiantes estudian para el examen.
¿Puedes ayudarme, por favor?
Compré pan, queso y vino en el mercado.
La cocina está sucia.
Mi padre nació en un pueblo pequeño.
Hace mucho frío en invierno.
Ella canta muy bien.
Vosotros habláis demasiado rápido.
No sé qué hacer.
El autobús llega tarde.
La vecina tiene tres hijos y una hija.
Quisiera una habitación para dos noches.
Se me olvidó la llave en el coche.
El niño llora porque se cayó.
Cierra la ventana, que entra aire.
Las flores del jardín son rojas y amarillas.
Trabajé ocho horas y estoy cansado.
¿A qué hora empieza la película?
Nos vemos el sábado por la tarde.
El profesor explicó la lección otra vez.
Hay que lavar la ropa.
Mi abuela cocina los domingos.
Perdí mi teléfono en la calle.
El agua está demasiado caliente.
Feliz cumpleaños, amigo mío.
El presidente viajará a París la próxima semana.
La policía detuvo a dos ladrones.
El precio de la gasolina ha subido.
Necesito zapatos nuevos.
¿Has leído el periódico de hoy?
Mi hermano mayor vive en Barcelona desde hace diez años.
Abre la puerta y enciende la luz.
La sopa tiene demasiada sal.
Anoche soñé con mi infancia.
Los pájaros cantan por la mañana.
Tenemos que pagar el alquiler antes del viernes.
¿Qué desea usted para beber?
El tren de Valencia sale a las nueve.
Me duele la cabeza desde ayer.
Si tuviera dinero, compraría una casa cerca del mar.
No encuentro mis gafas por ninguna parte.
El camarero trajo la cuenta.
Mis primos juegan al fútbol en el parque.
Hoy hace sol y no hay nubes.
La niña dibujó un árbol verde.
Espero que llegues a tiempo.
Esta silla es más cómoda que aquella.
El dentista me sacó una muela.
Después de cenar, lavamos los platos.
La carretera estaba cortada por la nieve.
¿Por qué no me llamaste ayer?
Todos los vecinos se conocen en este barrio.
El abuelo cuenta historias de la guerra.
Ponte el abrigo, que hace viento.
Los precios bajarán en enero.
Ese vestido azul te queda muy bien.
Quiero aprender a tocar la guitarra.
El barco salió del puerto al amanecer.
He dejado las llaves encima de la mesa.
Mi madre compra fruta y verdura en la tienda de la esquina.
¿Cómo te llamas?
Nunca he visto un lobo.
El ayuntamiento construirá una escuela nueva.
Apaga la televisión y vete a dormir.
Los campesinos recogen las aceitunas en otoño.
El ascensor no funciona.
La semana pasada visitamos el museo.
¿Quién ha roto el vaso?
Nos casamos hace veinte años.
El río baja lleno después de la tormenta.
Me levanto a las siete y desayuno pan con mantequilla.
La reunión terminó sin acuerdo.
Ten cuidado con el cuchillo.
El bebé tiene fiebre y no quiere comer.
Siempre llegas tarde al trabajo.
Había mucha gente en la plaza.
¿Podría decirme dónde hay una farmacia?
Los árboles pierden las hojas en otoño.
Este queso sabe a nueces.
El sastre cosió los botones de la camisa.
Vivimos en el tercer piso.
Olvidaron cerrar la puerta con llave.
Cuando era joven, jugaba al ajedrez con mi tío.
La luna brilla sobre las montañas.
¿Te apetece dar un paseo?
El herrero trabaja el hierro con un martillo.
Dicen que mañana nevará.
Gracias por vuestra ayuda.
Buenas noches y hasta mañana.
