package io.tributary.platform.mail;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Adds {@code /dev/mail} to the services' context; the trap itself is given by the platform. */
@Configuration(proxyBeanMethods = false)
@Import(MailController.class)
public class MailConfiguration {}
